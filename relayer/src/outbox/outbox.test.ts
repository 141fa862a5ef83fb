import { asc } from 'drizzle-orm'
import { createPublicClient, http, numberToHex, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startAnvil, type TestChain } from '../../test/anvil.ts'
import { createWorld, newAccount, type World } from '../../test/world.ts'
import type { Common } from '../common.ts'
import { outbox, outboxAttempts } from '../store/schema/index.ts'
import { createOutbox } from './outbox.ts'
import { enqueue } from './outboxRows.ts'

const { signal } = new AbortController()

describe('outbox', () => {
  let chain: TestChain
  let world: World
  let common: Common
  const to = newAccount().address

  beforeAll(async () => {
    chain = await startAnvil()
    world = await createWorld()
    common = { ...world.common, chain: createPublicClient({ transport: http(chain.rpcUrl), cacheTime: 0 }) }
    const { address } = privateKeyToAccount(common.config.RELAYER_KEY)
    await chain.rpc('anvil_setBalance', [address, numberToHex(parseEther('1000'))])
  })
  afterAll(async () => {
    chain.stop()
    await world.end()
  })
  beforeEach(async () => {
    await common.store.db.delete(outbox)
    await common.store.db.delete(outboxAttempts)
    await chain.rpc('anvil_dropAllTransactions')
  })

  const put = (ref: string) => enqueue(common.store.db, { kind: 'keeper', ref, to, data: '0x' })
  const rows = () => common.store.db.select().from(outbox).orderBy(asc(outbox.id))
  const attempts = () => common.store.db.select().from(outboxAttempts)
  const step = (as: Common = common) => createOutbox(as).step(signal)
  const pooled = async () => Number((await chain.rpc<{ pending: string }>('txpool_status')).pending)

  it('gives rows rising nonces, and follows them until they are final', async () => {
    await put('a')
    await put('b')
    const sender = createOutbox(common)
    await sender.step(signal)
    const [a, b] = await rows()
    expect([a?.state, b?.state]).toEqual(['intent', 'intent'])
    expect(b?.nonce).toBe((a?.nonce ?? 0) + 1)
    await chain.mine()
    await sender.step(signal)
    expect((await rows()).map((row) => row.state)).toEqual(['mined', 'mined'])
    await chain.mine(12)
    await sender.step(signal)
    expect((await rows()).map((row) => row.state)).toEqual(['final', 'final'])
  })

  it('sends the same bytes after a kill between the intent and its broadcast', async () => {
    await put('a')
    const deaf = { ...common.chain, sendRawTransaction: () => Promise.reject(new Error('killed')) }
    await step({ ...common, chain: deaf as unknown as Common['chain'] })
    const [intent] = await attempts()
    expect(await pooled()).toBe(0)
    await step()
    expect(await pooled()).toBe(1)
    await chain.mine()
    await step()
    expect(await attempts()).toHaveLength(1)
    expect((await rows())[0]).toMatchObject({ state: 'mined', tx: intent?.hash })
  })

  it('finds what was mined while it was away, and does not send it again', async () => {
    await put('a')
    await step()
    await chain.mine()
    await step()
    await step()
    expect(await pooled()).toBe(0)
    expect(await attempts()).toHaveLength(1)
  })

  it('replaces a stuck transaction under the same nonce with a higher fee', async () => {
    await put('a')
    const hasty: Common = { ...common, config: { ...common.config, STUCK_AFTER_MS: -1 } }
    const sender = createOutbox(hasty)
    await sender.step(signal)
    await sender.step(signal)
    const [cheap, dear] = (await attempts()).sort((x, y) => Number(x.maxFeePerGas - y.maxFeePerGas))
    expect(dear?.maxFeePerGas).toBeGreaterThan(((cheap?.maxFeePerGas ?? 0n) * 110n) / 100n)
    expect(await pooled()).toBe(1)
    await chain.mine()
    await step()
    expect((await rows())[0]).toMatchObject({ state: 'mined', tx: dear?.hash })
  })

  it('sends the same bytes again after a re-org took the block away', async () => {
    await chain.mine(3)
    await put('a')
    const sender = createOutbox(common)
    await sender.step(signal)
    await chain.mine()
    await sender.step(signal)
    const [mined] = await rows()
    expect(mined?.state).toBe('mined')
    await chain.rpc('anvil_reorg', [2, []])
    await chain.rpc('anvil_dropAllTransactions')
    await sender.step(signal)
    expect((await rows())[0]).toMatchObject({ state: 'intent', nonce: mined?.nonce })
    await chain.mine()
    await sender.step(signal)
    expect((await rows())[0]).toMatchObject({ state: 'mined', tx: mined?.tx })
    expect(await attempts()).toHaveLength(1)
  })

  it('takes a new nonce where another transaction of the key used the old one', async () => {
    await put('a')
    await step()
    const [lost] = await rows()
    await chain.rpc('anvil_dropAllTransactions')
    const { address } = privateKeyToAccount(common.config.RELAYER_KEY)
    await chain.rpc('anvil_setNonce', [address, numberToHex((lost?.nonce ?? 0) + 1)])
    await step()
    await step()
    await chain.mine()
    await step()
    expect((await rows())[0]).toMatchObject({ state: 'mined', nonce: (lost?.nonce ?? 0) + 1 })
  })

  it('drops a call that would revert', async () => {
    const bad = newAccount().address
    await chain.rpc('anvil_setCode', [bad, '0x60006000fd'])
    await enqueue(common.store.db, { kind: 'settleBatch', ref: 'bad', to: bad, data: '0x' })
    await enqueue(common.store.db, { kind: 'keeper', ref: 'duty', to: bad, data: '0x' })
    await step()
    expect(await rows()).toMatchObject([
      { ref: 'bad', state: 'dropped', code: 'transaction-reverted', nonce: null },
    ])
  })
})
