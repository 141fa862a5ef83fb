import { entryPoint09Abi } from 'viem/account-abstraction'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type BundlerWorld, createBundlerWorld } from '../../test/bundlerWorld.ts'
import { freeOperation } from '../../test/operations.ts'
import { newAccount } from '../../test/world.ts'
import type { Common } from '../common.ts'
import { createBundler } from './bundler.ts'

const { signal } = new AbortController()

describe('a bundler with two keys', () => {
  let world: BundlerWorld
  beforeAll(async () => {
    world = await createBundlerWorld()
  })
  afterAll(() => world.end())
  beforeEach(() => world.clear())

  const second = newAccount()
  beforeAll(() => world.fund(second.address))
  const applied = async (from: bigint) => {
    const { chain, network } = world.common
    const events = await chain.getContractEvents({
      address: network.contracts.entryPoint,
      abi: entryPoint09Abi,
      eventName: 'UserOperationEvent',
      fromBlock: from,
      strict: true,
    })
    return events.map(({ args }) => args.userOpHash)
  }

  it('sends side by side, each with the numbers of its own key, and no operation twice', async () => {
    const { chain, common, key, operations, rows, pooled, willing } = world
    const from = (await common.chain.getBlockNumber()) + 1n
    const bundler = createBundler(common, [key, second])
    const before = await Promise.all(
      [key, second].map(({ address }) => common.chain.getTransactionCount({ address })),
    )
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 6; i++) await willing()
      await bundler.step(signal)
      expect(await pooled()).toBe(2)
      // Both keys are taken: whoever comes now waits, whichever step it is.
      await willing()
      await bundler.step(signal)
      expect(await pooled()).toBe(2)
      await chain.mine()
    }
    for (let i = 0; i < 3; i++) {
      await bundler.step(signal)
      await chain.mine()
    }
    await bundler.step(signal)
    const all = await operations()
    expect(all.every(({ state, success }) => state === 'included' && success === true)).toBe(true)
    expect((await applied(from)).toSorted()).toEqual(all.map(({ hash }) => hash).toSorted())
    for (const [i, { address }] of [key, second].entries()) {
      const nonces = (await rows()).filter((row) => row.key === address).map(({ nonce }) => nonce)
      expect(nonces).toEqual(nonces.map((_, n) => (before[i] ?? 0) + n))
      expect(nonces.length).toBeGreaterThan(2)
    }
  })

  it('keeps the next operation of a sender until the one before it is on chain', async () => {
    const { chain, common, key, operations, take, willing } = world
    const sender = await willing()
    await take(freeOperation(sender, { nonce: 1n }))
    const bundler = createBundler(common, [key, second])
    await bundler.step(signal)
    await bundler.step(signal)
    expect((await operations()).map(({ state }) => state)).toEqual(['bundled', 'queued'])
    await chain.mine()
    await bundler.step(signal)
    await chain.mine()
    await bundler.step(signal)
    expect((await operations()).map(({ state }) => state)).toEqual(['included', 'included'])
  })

  it('has another key go on where one was killed before its bundle was seen', async () => {
    const { chain, common, key, operations, rows, pooled, willing } = world
    for (let i = 0; i < 3; i++) await willing()
    const deaf = { ...common.chain, sendRawTransaction: () => Promise.reject(new Error('killed')) }
    const killed = { ...common, chain: deaf as unknown as Common['chain'] }
    await createBundler(killed, [key, second]).step(signal)
    expect(await pooled()).toBe(0)
    for (let i = 0; i < 3; i++) await willing()
    await createBundler(common, [key, second]).step(signal)
    expect(await pooled()).toBe(2)
    expect((await rows()).map((row) => row.key)).toEqual([key.address, second.address])
    await chain.mine()
    await createBundler(common, [key, second]).step(signal)
    expect((await operations()).map(({ state }) => state)).toEqual(Array(6).fill('included'))
  })
})
