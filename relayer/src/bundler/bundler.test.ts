import { hashUserOperation, type UserOperation } from '@supernet/sdk/protocol'
import { asc } from 'drizzle-orm'
import { createPublicClient, http, numberToHex, parseEther, parseGwei } from 'viem'
import { entryPoint09Abi } from 'viem/account-abstraction'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startAnvil, type TestChain } from '../../test/anvil.ts'
import {
  admit,
  deployEntryPoint,
  freeOperation,
  setFickle,
  setUnwilling,
  setWilling,
} from '../../test/operations.ts'
import { createWorld, newAccount, type World } from '../../test/world.ts'
import type { Common } from '../common.ts'
import { bundleAttempts, bundles, userOperations } from '../store/schema/index.ts'
import { createBundler } from './bundler.ts'

const { signal } = new AbortController()

describe('bundler', () => {
  let chain: TestChain
  let world: World
  let common: Common
  const key = newAccount()

  beforeAll(async () => {
    chain = await startAnvil()
    world = await createWorld()
    await chain.rpc('anvil_setBalance', [key.address, numberToHex(parseEther('1000'))])
    const entryPoint = await deployEntryPoint(chain, key.address)
    const { network, config } = world.common
    common = {
      ...world.common,
      chain: createPublicClient({ transport: http(chain.rpcUrl), cacheTime: 0 }),
      network: { ...network, contracts: { ...network.contracts, entryPoint } },
      config: { ...config, BUNDLE_SIZE: 3, BUNDLE_MAX_WAIT_MS: 0 },
      // Blocks come here when the tests want them.
      blocks: { observe: () => undefined, next: () => undefined },
    }
  })
  afterAll(async () => {
    chain.stop()
    await world.end()
  })
  beforeEach(async () => {
    const { db } = common.store
    for (const table of [userOperations, bundles, bundleAttempts]) await db.delete(table)
    await chain.rpc('anvil_dropAllTransactions')
  })

  const step = (as: Common = common) => createBundler(as, [key]).step(signal)
  const operations = () => common.store.db.select().from(userOperations).orderBy(asc(userOperations.n))
  const rows = () => common.store.db.select().from(bundles).orderBy(asc(bundles.id))
  const attempts = () => common.store.db.select().from(bundleAttempts)
  const pooled = async () => Number((await chain.rpc<{ pending: string }>('txpool_status')).pending)
  const take = async (operation: UserOperation) => {
    const entryPoint = { chainId: 31_337, address: common.network.contracts.entryPoint }
    const hash = hashUserOperation(entryPoint, operation)
    const head = Number(await common.chain.getBlockNumber())
    await common.store.db.transaction((tx) => admit(tx, { hash, operation, head }))
    return hash
  }
  const willing = async (change: Partial<UserOperation> = {}) => {
    const { address } = newAccount()
    await setWilling(chain, address)
    await take(freeOperation(address, change))
    return address
  }

  it('sends what waits in one bundle, and follows it until it is final', async () => {
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

  describe('of operations that pass the trial and fail on chain', () => {
    let wide: Common
    beforeAll(() => {
      wide = { ...common, config: { ...common.config, BUNDLE_SIZE: 8 } }
    })
    const fickle = async (sender = newAccount().address, change: Partial<UserOperation> = {}) => {
      await setFickle(chain, sender)
      return take(freeOperation(sender, change))
    }
    const isOpen = ({ state }: { state: string }) => state === 'queued' || state === 'bundled'
    /** Blocks until nothing waits; each step as the first one of a process that was killed before it. */
    const settle = async (most: number) => {
      for (let block = 0; block < most && (await operations()).some(isOpen); block++) {
        await step(wide)
        await chain.mine()
        await step(wide)
      }
    }
    it('is halved until the one at fault is alone, over any number of kills', async () => {
      for (let i = 0; i < 5; i++) await willing()
      const bad = await fickle()
      for (let i = 0; i < 2; i++) await willing()
      await settle(12)
      const all = await operations()
      expect(all.filter(({ state }) => state === 'included')).toHaveLength(7)
      expect(all.filter(({ success }) => success === true)).toHaveLength(7)
      expect(all[5]).toMatchObject({ hash: bad, state: 'dropped', most: 0 })
      // Eight, the half with the culprit, its half, and the culprit.
      const receipts = (await rows()).map(({ tx }) =>
        common.chain.getTransactionReceipt({ hash: tx ?? '0x' }),
      )
      const reverted = (await Promise.all(receipts)).filter(({ status }) => status === 'reverted')
      expect(reverted).toHaveLength(4)
    })

    it('does not hold up those that come meanwhile', async () => {
      for (let i = 0; i < 4; i++) await fickle()
      const bundler = createBundler(wide, [key])
      const turn = async () => {
        await bundler.step(signal)
        await chain.mine()
      }
      await turn()
      const late = await willing()
      // The narrow ones have a turn, then the others.
      await turn()
      await turn()
      await bundler.step(signal)
      expect((await operations()).find(({ sender }) => sender === late)).toMatchObject({ state: 'included' })
    })

    it('takes the one that was found out no more, and its sender only alone', async () => {
      const sender = newAccount().address
      await fickle(sender)
      await settle(2)
      expect(await operations()).toMatchObject([{ state: 'dropped', most: 0 }])
      const again = take(freeOperation(sender))
      await expect(again).rejects.toMatchObject({ code: -32500, message: expect.stringMatching(/reverted/) })
      await willing()
      await fickle(sender, { callData: '0x87654321' })
      await willing()
      await settle(4)
      // The two others were never in a bundle that reverted.
      expect((await operations()).map(({ state, most }) => [state, most])).toEqual([
        ['dropped', 0],
        ['included', null],
        ['dropped', 0],
        ['included', null],
      ])
    })

    it('is included after all where a re-org takes it to a block that applies it', async () => {
      const sender = newAccount().address
      await setFickle(chain, sender)
      await chain.mine(3)
      await take(freeOperation(sender))
      await step(wide)
      await chain.mine()
      await step(wide)
      expect(await operations()).toMatchObject([{ state: 'dropped' }])
      await chain.rpc('anvil_reorg', [2, []])
      await chain.rpc('anvil_dropAllTransactions')
      await setWilling(chain, sender)
      await step(wide)
      await chain.mine()
      await step(wide)
      expect(await operations()).toMatchObject([{ state: 'included', success: true, reason: null }])
    })

    it('blames nobody for what somebody else has applied first', async () => {
      const sender = await willing()
      await step(wide)
      const [bundle] = await rows()
      const other = newAccount().address
      await chain.rpc('anvil_setBalance', [other, numberToHex(parseEther('1'))])
      await chain.rpc('anvil_impersonateAccount', [other])
      const call = {
        from: other,
        to: common.network.contracts.entryPoint,
        data: bundle?.data,
        gas: numberToHex(1_000_000),
        maxFeePerGas: numberToHex(parseGwei('500')),
        maxPriorityFeePerGas: numberToHex(parseGwei('400')),
      }
      await chain.rpc('eth_sendTransaction', [call])
      await chain.mine()
      await step(wide)
      expect(await operations()).toMatchObject([{ sender, state: 'included', success: true, most: null }])
    })
  })

  describe('with two keys', () => {
    const second = newAccount()
    beforeAll(() => chain.rpc('anvil_setBalance', [second.address, numberToHex(parseEther('1000'))]))
    const applied = async (from: bigint) => {
      const events = await common.chain.getContractEvents({
        address: common.network.contracts.entryPoint,
        abi: entryPoint09Abi,
        eventName: 'UserOperationEvent',
        fromBlock: from,
        strict: true,
      })
      return events.map(({ args }) => args.userOpHash)
    }

    it('sends side by side, each with the numbers of its own key, and no operation twice', async () => {
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
})
