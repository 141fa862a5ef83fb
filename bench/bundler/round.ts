import { setTimeout as sleep } from 'node:timers/promises'
import { UserOperation } from '@supernet/sdk/schema'
import type { Hex, PublicClient } from 'viem'
import { entryPoint08Abi } from 'viem/account-abstraction'
import { z } from 'zod'
import { rpc } from '../../deploy/local/rpc.ts'

const POLL_MS = 50
const PATIENCE_MS = 240_000
const SEND_MS = 60_000

export interface Round {
  readonly opsPerSecond: number
  readonly p50Ms: number
  readonly p95Ms: number
  /** Operations of a transaction on average. */
  readonly opsPerBundle: number
}

/** Signs the next operation of one account. */
export type Sign = () => Promise<{ hash: Hex; operation: UserOperation }>

/** A bundler as everybody sees it. */
export interface Target {
  readonly url: string
  readonly entryPoint: Hex
  readonly reader: PublicClient
}

/**
 * Every account sends an operation, waits until a block has it, and sends the next one: as many are on their way as there
 * are accounts. The time of an operation begins before the sponsor and the owner sign it.
 */
export async function runRound(target: Target, accounts: readonly Sign[], each: number): Promise<Round> {
  const blocks = followBlocks(target)
  const tookMs: number[] = []
  const live = async (sign: Sign): Promise<void> => {
    for (let i = 0; i < each; i++) {
      const start = performance.now()
      const { hash, operation } = await sign()
      const mined = blocks.inclusion(hash)
      const params = [z.encode(UserOperation, operation), target.entryPoint]
      await rpc(target.url, 'eth_sendUserOperation', params, SEND_MS)
      tookMs.push((await mined) - start)
    }
  }
  const begin = performance.now()
  try {
    await Promise.race([Promise.all(accounts.map(live)), blocks.failed])
  } finally {
    blocks.stop()
  }
  const seconds = (performance.now() - begin) / 1_000
  const sorted = tookMs.toSorted((a, b) => a - b)
  const quantile = (part: number) => Math.round(sorted[Math.floor((sorted.length - 1) * part)] ?? 0)
  return {
    opsPerSecond: sorted.length / seconds,
    p50Ms: quantile(0.5),
    p95Ms: quantile(0.95),
    opsPerBundle: sorted.length / blocks.transactions.size,
  }
}

/** Tells each operation when a block with it was seen; the chain is the judge, not the bundler. */
function followBlocks({ reader, entryPoint }: Target) {
  const waiting = new Map<Hex, (at: number) => void>()
  const transactions = new Set<Hex>()
  const { promise: failed, reject } = Promise.withResolvers<never>()
  const end = performance.now() + PATIENCE_MS
  let wanted = true

  const follow = async (): Promise<void> => {
    let next = await reader.getBlockNumber({ cacheTime: 0 })
    while (wanted) {
      if (performance.now() > end) throw new Error(`${waiting.size} operations were not mined in time`)
      const head = await reader.getBlockNumber({ cacheTime: 0 })
      if (head >= next) {
        const events = await reader.getContractEvents({
          address: entryPoint,
          abi: entryPoint08Abi,
          eventName: 'UserOperationEvent',
          fromBlock: next,
          toBlock: head,
          strict: true,
        })
        next = head + 1n
        for (const { args, transactionHash } of events) {
          const settle = waiting.get(args.userOpHash)
          if (settle === undefined) continue
          if (!args.success) throw new Error(`${args.userOpHash} reverted`)
          transactions.add(transactionHash)
          waiting.delete(args.userOpHash)
          settle(performance.now())
        }
      }
      await sleep(POLL_MS)
    }
  }
  follow().catch(reject)
  return {
    failed,
    transactions,
    inclusion: (hash: Hex) => new Promise<number>((resolve) => void waiting.set(hash, resolve)),
    stop: () => {
      wanted = false
    },
  }
}
