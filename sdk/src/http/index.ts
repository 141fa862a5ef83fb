export * from './relayerClient.ts'
export * from './stream.ts'
