export * from './chain.ts'
export * from './jobs.ts'
export * from './settlement.ts'
