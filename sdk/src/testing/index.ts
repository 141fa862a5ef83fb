export * from './jobRecords.ts'
export * from './jobStoreConformance.ts'
export * from './random.ts'
