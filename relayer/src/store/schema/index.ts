export * from './chain.ts'
export * from './governance.ts'
export * from './jobs.ts'
export * from './settlement.ts'
