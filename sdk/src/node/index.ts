export * from './fileStore.ts'
export * from './png.ts'
export * from './writeDurably.ts'
