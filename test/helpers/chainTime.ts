import { rpc } from '../../deploy/local/rpc.ts'

/** Timestamp of the newest block. */
export async function chainNow(rpcUrl: string): Promise<number> {
  const head = await rpc<{ timestamp: string }>(rpcUrl, 'eth_getBlockByNumber', ['latest', false])
  return Number(head.timestamp)
}

/** Moves the chain's clock forward; the block that says so is mined. */
export async function warp(rpcUrl: string, seconds: number): Promise<void> {
  await rpc(rpcUrl, 'evm_increaseTime', [seconds])
  await rpc(rpcUrl, 'evm_mine')
}

/** The chain's clock from now on, without asking again. */
export async function chainClock(rpcUrl: string): Promise<() => number> {
  const ahead = (await chainNow(rpcUrl)) - Date.now() / 1_000
  return () => Math.floor(Date.now() / 1_000 + ahead)
}
