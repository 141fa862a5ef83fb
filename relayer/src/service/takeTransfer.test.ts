import { signTransfer, sogniDomain } from '@supernet/sdk/protocol'
import type { SignedTransfer, TransferAuthorization } from '@supernet/sdk/schema'
import { eq } from 'drizzle-orm'
import { type Address, type PublicClient, parseEther } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createBrowser, registerPasskey } from '../../../test/helpers/login.ts'
import { createPasskey } from '../../../test/helpers/passkey.ts'
import { createFakeAccounts } from '../../test/fakeAccounts.ts'
import { serve } from '../../test/serve.ts'
import { createWorld, hex32, newAccount, type World } from '../../test/world.ts'
import type { Common } from '../common.ts'
import { createPruner } from '../keeper/pruner.ts'
import { freeTransfers, outbox, signedTransfers } from '../store/schema/index.ts'
import { takeTransfer } from './takeTransfer.ts'

const ORIGIN = 'http://localhost:4180'

describe('signed transfers', () => {
  let world: World
  let common: Common
  let wallet: PrivateKeyAccount
  let used: Set<string>
  beforeAll(async () => {
    world = await createWorld()
    const answers: Record<string, (args: readonly string[]) => unknown> = {
      balanceOf: () => parseEther('5000'),
      authorizationState: ([, nonce = '']) => used.has(nonce),
    }
    const accounts = createFakeAccounts().chain
    const chain = {
      ...accounts,
      readContract: async (call: { functionName: string; args: readonly string[] }) =>
        answers[call.functionName]?.(call.args) ?? accounts.readContract(call as never),
    } as unknown as PublicClient
    const config = { ...world.common.config, PUBLIC_ORIGINS: [ORIGIN] }
    common = { ...world.common, config, chain }
  })
  afterAll(() => world.end())
  beforeEach(async () => {
    const { db } = common.store
    await Promise.all([outbox, signedTransfers, freeTransfers].map((table) => db.delete(table)))
    wallet = newAccount()
    used = new Set()
  })

  const sign = async (change: Partial<TransferAuthorization> = {}, by = wallet): Promise<SignedTransfer> => {
    const { chainId, contracts } = common.network
    const now = common.clock.now()
    const transfer: TransferAuthorization = {
      from: wallet.address,
      to: newAccount().address,
      amount: parseEther('10'),
      validAfter: now - 60,
      validBefore: now + 3_600,
      nonce: hex32(),
      ...change,
    }
    const signature = await signTransfer(by, sogniDomain(chainId, contracts.sogniToken), transfer)
    return { transfer, signature }
  }
  const take = (signed: SignedTransfer, account: Address = wallet.address, client = 'a', as = common) =>
    takeTransfer(as, { login: { account }, client }, signed)
  const settle = (values: Partial<typeof outbox.$inferInsert>, id?: string) =>
    common.store.db
      .update(outbox)
      .set(values)
      .where(id === undefined ? undefined : eq(outbox.ref, id))

  it('are in the outbox once, before they are acknowledged', async () => {
    const signed = await sign()
    const [first, ...again] = await Promise.all([take(signed), take(signed), take(signed)])
    expect(first).toMatchObject({ state: 'waiting', from: wallet.address, amount: parseEther('10') })
    expect(again).toEqual([first, first])
    const rows = await common.store.db.select().from(outbox)
    expect(rows).toMatchObject([{ kind: 'transfer', ref: first.id, sender: 'relayer' }])
    expect(rows[0]?.to).toBe(common.network.contracts.sogniToken)
  })

  it('say how far they are, and why the chain refused one', async () => {
    const signed = await sign()
    const { id } = await take(signed)
    const tx = hex32()
    await settle({ state: 'intent', tx })
    expect(await take(signed)).toMatchObject({ state: 'sent', tx })
    await settle({ state: 'mined', block: 7 })
    expect(await take(signed)).toMatchObject({ id, state: 'mined', tx, block: 7 })
    await settle({ state: 'final' })
    expect((await take(signed)).state).toBe('final')
    await settle({ failed: true })
    expect(await take(signed)).toMatchObject({ state: 'refused', code: 'transaction-reverted' })
    await settle({ state: 'dropped', failed: false, code: 'ERC3009UsedAuthorization' })
    expect(await take(signed)).toMatchObject({ state: 'refused', code: 'transfer-used' })
  })

  it('come to the account that is signed in, or leave it', async () => {
    const account = newAccount().address
    expect((await take(await sign({ to: account }), account)).to).toBe(account)
    await settle({ state: 'mined' })
    const foreign = take(await sign(), account)
    await expect(foreign).rejects.toMatchObject({ code: 'login-account' })
  })

  it('are signed by their holder, with a number that is free, in time and worth it', async () => {
    const forged = take(await sign({}, newAccount()))
    await expect(forged).rejects.toMatchObject({ code: 'transfer-signature' })
    const small = take(await sign({ amount: parseEther('1') - 1n }))
    await expect(small).rejects.toMatchObject({ code: 'transfer-small' })
    const poor = take(await sign({ amount: parseEther('5001') }))
    await expect(poor).rejects.toMatchObject({ code: 'transfer-poor' })
    const late = take(await sign({ validBefore: common.clock.now() + 60 }))
    await expect(late).rejects.toMatchObject({ code: 'transfer-time' })
    const twice = await sign()
    used.add(twice.transfer.nonce)
    await expect(take(twice)).rejects.toMatchObject({ code: 'transfer-used' })
    const { nonce } = (await sign()).transfer
    await take(await sign({ nonce }))
    await expect(take(await sign({ nonce }))).rejects.toMatchObject({ code: 'transfer-conflict' })
    expect(await common.store.db.select().from(signedTransfers)).toHaveLength(1)
  })

  it('of a wallet go one after the other, so many a day', async () => {
    const few = { ...common, config: { ...common.config, TRANSFERS_OF_WALLET: 2 } }
    await take(await sign(), wallet.address, 'a', few)
    const second = await sign()
    await expect(take(second, wallet.address, 'a', few)).rejects.toMatchObject({ code: 'transfer-open' })
    await settle({ state: 'mined' })
    await take(second, wallet.address, 'a', few)
    await settle({ state: 'mined' })
    const third = take(await sign(), wallet.address, 'b', few)
    await expect(third).rejects.toMatchObject({ code: 'transfer-limit', details: { by: 'ofWallet' } })
  })

  it('are so many a day for one address, and in all', async () => {
    const few = {
      ...common,
      config: { ...common.config, TRANSFERS_OF_CLIENT: 1, TRANSFERS: 2 },
    }
    const from = async (client: string) => {
      wallet = newAccount()
      return take(await sign(), wallet.address, client, few)
    }
    await from('a')
    await expect(from('a')).rejects.toMatchObject({ code: 'transfer-limit', details: { by: 'ofClient' } })
    await from('b')
    await expect(from('c')).rejects.toMatchObject({ code: 'transfer-limit', details: { by: 'all' } })
  })

  it('are held where much leaves for somebody new, and not where it comes home', async () => {
    const amount = parseEther('1001')
    await expect(take(await sign({ amount }))).rejects.toMatchObject({ code: 'payee-too-new' })
    expect(await common.store.db.select().from(outbox)).toEqual([])
    const account = newAccount().address
    expect((await take(await sign({ amount, to: account }), account)).state).toBe('waiting')
  })

  it('are forgotten after their transactions', async () => {
    const { id } = await take(await sign())
    const old = new Date(Date.now() - 40 * 86_400_000)
    await common.store.db.update(signedTransfers).set({ createdAt: old })
    const pruner = createPruner(common)
    await pruner.step()
    expect(await common.store.db.select().from(signedTransfers)).toHaveLength(1)
    await settle({ state: 'final', createdAt: old }, id)
    await pruner.step()
    expect(await common.store.db.select().from(signedTransfers)).toEqual([])
  })

  it('are asked for by people who are signed in, and read by anybody', async () => {
    const { url, end } = await serve(common)
    try {
      const stranger = createBrowser(url, ORIGIN).relayer
      const signed = await sign()
      await expect(stranger.postTransfer({ body: signed })).rejects.toMatchObject({ code: 'unauthorised' })

      const { relayer, login } = await registerPasskey(url, createPasskey(ORIGIN), { salt: hex32() })
      await expect(relayer.postTransfer({ body: signed })).rejects.toMatchObject({ code: 'login-account' })
      const home = await sign({ to: login.account })
      const { id } = await relayer.postTransfer({ body: home })
      expect(await stranger.getTransfer({ params: { id } })).toMatchObject({ state: 'waiting', id })
      const unknown = stranger.getTransfer({ params: { id: hex32() } })
      await expect(unknown).rejects.toMatchObject({ code: 'transfer-unknown' })
    } finally {
      end()
    }
  })
})
