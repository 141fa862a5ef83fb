export * from './jobRecords.ts'
export * from './jobStoreConformance.ts'
