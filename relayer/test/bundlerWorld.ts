import { hashUserOperation, type UserOperation } from '@supernet/sdk/protocol'
import { asc } from 'drizzle-orm'
import { createPublicClient, http, numberToHex, parseEther } from 'viem'
import { createBundler } from '../src/bundler/bundler.ts'
import type { Common } from '../src/common.ts'
import { bundleAttempts, bundles, userOperations } from '../src/store/schema/index.ts'
import { startAnvil } from './anvil.ts'
import { admit, deployEntryPoint, freeOperation, setWilling } from './operations.ts'
import { createWorld, newAccount } from './world.ts'

export type BundlerWorld = Awaited<ReturnType<typeof createBundlerWorld>>

const { signal } = new AbortController()

/** A bundler's part of a relayer, over the real entry point on a chain whose blocks come when a test wants them. */
export async function createBundlerWorld({ bundleSize = 3 }: { bundleSize?: number } = {}) {
  const chain = await startAnvil()
  const world = await createWorld()
  const key = newAccount()
  const fund = (address: string) => chain.rpc('anvil_setBalance', [address, numberToHex(parseEther('1000'))])
  await fund(key.address)
  const entryPoint = await deployEntryPoint(chain, key.address)
  const { network, config } = world.common
  const common: Common = {
    ...world.common,
    chain: createPublicClient({ transport: http(chain.rpcUrl), cacheTime: 0 }),
    network: { ...network, contracts: { ...network.contracts, entryPoint } },
    config: { ...config, BUNDLE_SIZE: bundleSize, BUNDLE_MAX_WAIT_MS: 0 },
    blocks: { observe: () => undefined, next: () => undefined },
  }
  const { db } = common.store

  /** The queue has it, without a trial. */
  const take = async (operation: UserOperation) => {
    const hash = hashUserOperation({ chainId: 31_337, address: entryPoint }, operation)
    const head = Number(await common.chain.getBlockNumber())
    await db.transaction((tx) => admit(tx, { hash, operation, head }))
    return hash
  }
  return {
    chain,
    common,
    key,
    fund,
    /** A step of a process that has only just started. */
    step: (as: Common = common) => createBundler(as, [key]).step(signal),
    operations: () => db.select().from(userOperations).orderBy(asc(userOperations.n)),
    rows: () => db.select().from(bundles).orderBy(asc(bundles.id)),
    attempts: () => db.select().from(bundleAttempts),
    /** Transactions that wait for a block. */
    pooled: async () => Number((await chain.rpc<{ pending: string }>('txpool_status')).pending),
    take,
    /** An operation of an account that takes every operation waits; the account. */
    willing: async (change: Partial<UserOperation> = {}) => {
      const { address } = newAccount()
      await setWilling(chain, address)
      await take(freeOperation(address, change))
      return address
    },
    clear: async () => {
      for (const table of [userOperations, bundles, bundleAttempts]) await db.delete(table)
      await chain.rpc('anvil_dropAllTransactions')
    },
    end: async () => {
      chain.stop()
      await world.end()
    },
  }
}
