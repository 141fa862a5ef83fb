import { numberToHex, parseEther } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type BundlerWorld, createBundlerWorld } from '../../test/bundlerWorld.ts'
import { freeOperation, setUnwilling, setWilling } from '../../test/operations.ts'
import { newAccount } from '../../test/world.ts'
import type { Common } from '../common.ts'
import { createBundler } from './bundler.ts'

const { signal } = new AbortController()

describe('bundler', () => {
  let world: BundlerWorld
  beforeAll(async () => {
    world = await createBundlerWorld()
  })
  afterAll(() => world.end())
  beforeEach(() => world.clear())

  it('sends what waits in one bundle, and follows it until it is final', async () => {
    const { chain, common, key, operations, rows, pooled, willing } = world
    for (let i = 0; i < 3; i++) await willing()
    const bundler = createBundler(common, [key])
    await bundler.step(signal)
    expect((await operations()).map(({ state }) => state)).toEqual(['bundled', 'bundled', 'bundled'])
    expect(await pooled()).toBe(1)
    await chain.mine()
    await bundler.step(signal)
    for (const row of await operations()) expect(row).toMatchObject({ state: 'included', success: true })
    await chain.mine(12)
    await bundler.step(signal)
    expect((await operations()).map(({ state }) => state)).toEqual(['final', 'final', 'final'])
    expect((await rows()).map(({ state }) => state)).toEqual(['final'])
  })

  it('says whether only another block, or another operation, can bring it something to do', async () => {
    const { chain, common, key, rows, willing } = world
    const bundler = createBundler(common, [key])
    expect(await bundler.step(signal)).toBe(false)
    await willing()
    expect(await bundler.step(signal)).toBe(true)
    expect(await bundler.step(signal)).toBe(true)
    await chain.mine()
    await bundler.step(signal)
    expect(await bundler.step(signal)).toBe(false)
    await chain.mine(12)
    // It is not lost that the bundle is to be final.
    await bundler.step(signal)
    expect((await rows()).map(({ state }) => state)).toEqual(['final'])
  })

  it('leaves late for a block that is foreseen, with all that came by then', async () => {
    const { common, key, operations, rows, pooled, willing } = world
    await willing()
    let next = { atMs: Date.now() + 5_000, intervalMs: 5_000 }
    const blocks = { observe: () => undefined, next: () => next }
    const bundler = createBundler({ ...common, blocks }, [key])
    await bundler.step(signal)
    expect(await pooled()).toBe(0)
    await willing()
    next = { ...next, atMs: Date.now() + 150 + common.config.BUNDLE_LEAD_MS + 100 }
    await bundler.step(signal)
    expect(Date.now()).toBeGreaterThanOrEqual(next.atMs - 150 - common.config.BUNDLE_LEAD_MS)
    expect(await rows()).toHaveLength(1)
    expect((await operations()).map(({ state }) => state)).toEqual(['bundled', 'bundled'])
  })

  it('takes out the operation that the entry point names, and sends the rest', async () => {
    const { chain, step, operations, take, willing } = world
    await willing()
    const bad = newAccount().address
    await setUnwilling(chain, bad)
    await take(freeOperation(bad))
    await willing()
    await step()
    expect(await operations()).toMatchObject([
      { state: 'bundled' },
      { state: 'dropped', reason: 'AA24 signature error' },
      { state: 'bundled' },
    ])
  })

  it('has one bundle on its way per key, and one operation of a sender in it', async () => {
    const { chain, step, operations, rows, take, willing } = world
    const sender = await willing()
    await take(freeOperation(sender, { nonce: 1n }))
    await willing()
    await step()
    expect((await operations()).map(({ state }) => state)).toEqual(['bundled', 'queued', 'bundled'])
    await step()
    expect(await rows()).toHaveLength(1)
    await chain.mine()
    await step()
    expect((await operations()).map(({ state }) => state)).toEqual(['included', 'bundled', 'included'])
  })

  it('sends the same bytes after a kill between the intent and its broadcast', async () => {
    const { chain, step, operations, attempts, pooled, willing, common } = world
    await willing()
    const deaf = { ...common.chain, sendRawTransaction: () => Promise.reject(new Error('killed')) }
    await step({ ...common, chain: deaf as unknown as Common['chain'] })
    expect(await pooled()).toBe(0)
    await step()
    expect(await pooled()).toBe(1)
    await chain.mine()
    await step()
    expect(await attempts()).toHaveLength(1)
    expect(await operations()).toMatchObject([{ state: 'included' }])
  })

  it('replaces a stuck bundle with a dearer one, and gives its nonce up in the end', async () => {
    const { chain, key, step, operations, rows, attempts, pooled, willing, common } = world
    await willing()
    const hasty: Common = { ...common, config: { ...common.config, STUCK_AFTER_MS: -1 } }
    const bundler = createBundler(hasty, [key])
    for (let turn = 0; turn < 7; turn++) await bundler.step(signal)
    const all = (await attempts()).sort((a, b) => Number(a.maxFeePerGas - b.maxFeePerGas))
    for (const [i, { maxFeePerGas }] of all.entries())
      expect(maxFeePerGas).toBeGreaterThan(((all[i - 1]?.maxFeePerGas ?? 0n) * 110n) / 100n)
    expect(all.filter(({ cancels }) => cancels)).toHaveLength(1)
    expect(await pooled()).toBe(1)
    await chain.mine()
    // The nonce is spent on nothing: the operation waits for another bundle, and gets it.
    await step()
    expect(await operations()).toMatchObject([{ state: 'bundled' }])
    await chain.mine()
    await step()
    expect(await operations()).toMatchObject([{ state: 'included', success: true }])
    expect((await rows()).map(({ nonce }) => nonce)).toHaveLength(2)
  })

  it('sends the same bytes again after a re-org took the block away', async () => {
    const { chain, common, key, operations, rows, attempts, take } = world
    // Before the blocks that go: a re-org takes such code along.
    const { address } = newAccount()
    await setWilling(chain, address)
    await chain.mine(3)
    await take(freeOperation(address))
    const bundler = createBundler(common, [key])
    await bundler.step(signal)
    await chain.mine()
    await bundler.step(signal)
    const [first] = await rows()
    expect(first?.state).toBe('mined')
    await chain.rpc('anvil_reorg', [2, []])
    await chain.rpc('anvil_dropAllTransactions')
    await bundler.step(signal)
    expect(await operations()).toMatchObject([{ state: 'bundled', tx: null, block: null }])
    await chain.mine()
    await bundler.step(signal)
    expect(await operations()).toMatchObject([{ state: 'included', tx: first?.tx }])
    expect(await attempts()).toHaveLength(1)
  })

  it('queues operations again where another transaction of the key used the nonce', async () => {
    const { chain, key, step, operations, rows, willing } = world
    await willing()
    await step()
    const [lost] = await rows()
    await chain.rpc('anvil_dropAllTransactions')
    await chain.rpc('anvil_setNonce', [key.address, numberToHex((lost?.nonce ?? 0) + 1)])
    await step()
    await step()
    await chain.mine()
    await step()
    expect((await rows()).map(({ state }) => state)).toEqual(['lost', 'mined'])
    expect(await operations()).toMatchObject([{ state: 'included' }])
  })

  it('finds an operation that somebody else has sent', async () => {
    const { chain, common, step, operations, rows, willing } = world
    const sender = await willing()
    await step()
    const [bundle] = await rows()
    const other = newAccount().address
    await chain.rpc('anvil_setBalance', [other, numberToHex(parseEther('1'))])
    await chain.rpc('anvil_dropAllTransactions')
    await chain.rpc('anvil_impersonateAccount', [other])
    const to = common.network.contracts.entryPoint
    const call = { from: other, to, data: bundle?.data, gas: numberToHex(1_000_000) }
    await chain.rpc('eth_sendTransaction', [call])
    await chain.mine()
    await step()
    await chain.mine()
    await step()
    await step()
    expect(await operations()).toMatchObject([{ sender, state: 'included', success: true }])
  })
})
