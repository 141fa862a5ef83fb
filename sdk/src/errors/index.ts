export * from './base.ts'
export * from './codes.ts'
export * from './contract.ts'
export * from './toBaseError.ts'
