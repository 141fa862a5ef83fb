import { recoveryTypedData, signerId } from '@supernet/sdk/protocol'
import type { RecoveryOperations, RecoveryView } from '@supernet/sdk/schema'
import { and, eq } from 'drizzle-orm'
import { type Address, getAddress, type Hex, type PrivateKeyAccount } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createBrowser, registerPasskey, signIn } from '../../../test/helpers/login.ts'
import { createPasskey, type Passkey } from '../../../test/helpers/passkey.ts'
import { createFakeGuardians } from '../../test/fakeGuardians.ts'
import { serve } from '../../test/serve.ts'
import { createWorld, hex32, newAccount, type World } from '../../test/world.ts'
import type { Common } from '../common.ts'
import { applyBlock } from '../indexer/applyBlock.ts'
import type { ChainEvent, RecoveryEvent } from '../indexer/log.ts'
import { undoAfter } from '../indexer/undo.ts'
import { createPruner } from '../keeper/pruner.ts'
import { createRecoveryKeeper } from '../keeper/recoveries.ts'
import { outbox, passkeys, recoveries } from '../store/schema/index.ts'

const ORIGIN = 'http://localhost:4180'
const DELAY = 3 * 86_400
const WINDOW = 14 * 86_400

describe('recoveries', () => {
  let world: World
  let common: Common
  let url: string
  let end: () => void
  let block = 10
  let now = 1_800_000_000
  const chain = createFakeGuardians()

  beforeAll(async () => {
    world = await createWorld()
    const config = {
      ...world.common.config,
      PUBLIC_ORIGINS: [ORIGIN],
      RATE_LIMIT_LOGINS: 10_000,
      SPONSOR_CREATIONS_OF_CLIENT: 1_000,
      RECOVERIES_OF_CLIENT: 1_000,
    }
    const clock = { now: () => now, observe: () => undefined }
    common = { ...world.common, config, clock, chain: chain.chain }
    ;({ url, end } = await serve(common))
  })
  afterAll(async () => {
    end()
    await world.end()
  })
  beforeEach(() => {
    for (const name of ['bundle', 'proposal', 'gas', 'isAway'] as const) delete chain.refusing[name]
  })

  const db = () => common.store.db
  const happen = (eventName: RecoveryEvent['eventName'], args: object) => {
    block += 1
    const place = { tx: hex32(), logIndex: 0, block, at: now }
    const event = { source: 'recoveries', event: { eventName, args, place } } as unknown as ChainEvent
    const header = { number: block, hash: hex32(), parentHash: hex32(), time: now }
    return db().transaction((tx) => applyBlock(tx, header, [event]))
  }
  /** An account on chain that has named guardians. */
  const guarded = async (guardians: readonly Address[], threshold = 1) => {
    const lost = createPasskey(ORIGIN)
    const browser = await registerPasskey(url, lost, { salt: hex32(), name: 'Lost phone' })
    const { account } = browser.login
    chain.make(account, lost)
    await name(account, guardians, threshold)
    return { ...browser, account, lost }
  }
  const name = async (account: Address, guardians: readonly Address[], threshold = 1) => {
    chain.named.set(account, { guardians, threshold, delay: DELAY })
    const lower = guardians.map((one) => one.toLowerCase())
    await happen('GuardiansSet', { account, guardians: lower, threshold, delay: DELAY })
  }
  const begin = async (key: Passkey = createPasskey(ORIGIN)) => {
    const browser = createBrowser(url, ORIGIN)
    const { challenge } = await browser.relayer.postChallenge({ body: {} })
    const passkey = key.create(challenge)
    const view = await browser.relayer.postRecovery({ body: { passkey, name: 'New phone' } })
    return { ...browser, key, view, params: { code: view.code } }
  }
  type Begun = Awaited<ReturnType<typeof begin>>

  const domain = () => ({
    chainId: common.network.chainId,
    address: common.network.contracts.entryPoint,
  })
  const sign = async (wallet: PrivateKeyAccount, { proposal, completion }: RecoveryOperations) => ({
    proposal: await wallet.signTypedData(recoveryTypedData(domain(), proposal) as never),
    completion: await wallet.signTypedData(recoveryTypedData(domain(), completion) as never),
  })
  const draft = async ({ relayer, params }: Begun, account: Address) =>
    (await relayer.getRecoveryDraft({ params, query: { account } })).operations
  const agree = async (begun: Begun, account: Address, wallet: PrivateKeyAccount): Promise<RecoveryView> => {
    const signatures = await sign(wallet, await draft(begun, account))
    const body = { account, guardian: wallet.address, ...signatures }
    return begun.relayer.postRecoverySignature({ params: begun.params, body })
  }
  const propose = async ({ key }: Begun, account: Address) => {
    await happen('RecoveryProposed', {
      ...{ account, qx: key.qx, qy: key.qy, readyAt: now + DELAY, expiresAt: now + DELAY + WINDOW },
    })
    chain.nonces.set(account, (chain.nonces.get(account) ?? 0n) + 1n)
  }
  const find = ({ relayer, params }: Begun) => relayer.getRecovery({ params })
  const turn = () => createRecoveryKeeper(common).step()
  const sent = async ({ view }: Begun, step: 'proposal' | 'completion') =>
    (
      await db()
        .select()
        .from(outbox)
        .where(and(eq(outbox.kind, 'keeper'), eq(outbox.ref, `recovery ${step} ${view.code}`)))
    ).length

  it('go from a lost device to a new one by the word of one guardian', async () => {
    const friend = newAccount()
    const { account, lost, relayer } = await guarded([friend.address])
    const begun = await begin()
    expect(begun.view).toMatchObject({ state: 'open', signed: [], signer: { name: 'New phone' } })
    expect(begun.view.code).toMatch(/^[0-9A-Z]{12}$/)
    expect(begun.view.expiresAt).toBe(now + 7 * 86_400)
    expect((await begun.relayer.getGuarded({ params: { guardian: friend.address } })).accounts).toEqual([
      { account, threshold: 1, delay: DELAY },
    ])

    const signed = await agree(begun, account, friend)
    expect(signed).toMatchObject({ state: 'sending', account, threshold: 1, delay: DELAY })
    expect(signed.signed).toEqual([friend.address])
    expect(await sent(begun, 'proposal')).toBe(1)
    // The same again, and the keeper's turn, send nothing twice.
    await agree(begun, account, friend)
    await turn()
    expect(await sent(begun, 'proposal')).toBe(1)

    await propose(begun, account)
    const proposed = await find(begun)
    expect(proposed).toMatchObject({ state: 'proposed', proposedAt: now, readyAt: now + DELAY })
    expect(proposed.expiresAt).toBe(now + DELAY + WINDOW)
    await turn()
    expect(await sent(begun, 'completion')).toBe(0)
    now += DELAY + 1
    await turn()
    await turn()
    expect(await find(begun)).toMatchObject({ state: 'ready' })
    expect(await sent(begun, 'completion')).toBe(1)
    await expect(signIn(url, begun.key)).rejects.toMatchObject({ code: 'signer-unknown' })

    const { qx, qy } = begun.key
    await happen('RecoveryCompleted', { account, qx, qy })
    chain.make(account, begun.key)
    expect(await find(begun)).toMatchObject({ state: 'completed' })
    const { login, relayer: fresh } = await signIn(url, begun.key)
    expect(login).toMatchObject({ account, signer: { name: 'New phone' } })
    // The lost passkey is no device that waits to be let in.
    expect((await fresh.getDevices()).devices.map(({ standing }) => standing)).toEqual(['owner'])
    await expect(signIn(url, lost)).rejects.toMatchObject({ code: 'signer-unknown' })
    await db().execute(`UPDATE logins SET checked_at = now() - interval '2 minutes'`)
    expect((await relayer.getLogin()).login).toBeUndefined()
    expect((await fresh.getLogin()).login?.account).toBe(account)
  })

  it('are not stale where the chain has their own proposal and the index is behind', async () => {
    const [friend, other] = [newAccount(), newAccount()]
    const { account } = await guarded([friend.address, other.address])
    const begun = await begin()
    await agree(begun, account, friend)
    // Mined, and not read yet.
    await db().update(outbox).set({ state: 'mined' })
    chain.proposed.set(account, begun.key)
    chain.nonces.set(account, 1n)
    chain.refusing.bundle = 'AA25 invalid account nonce'
    await turn()
    expect(await agree(begun, account, other)).toMatchObject({ state: 'sending', signed: { length: 2 } })
    expect((await find(begun)).reason).toBeUndefined()
    chain.refusing.bundle = undefined
    chain.nonces.set(account, 0n)
    await propose(begun, account)
    now += DELAY + 1
    await turn()
    expect(await sent(begun, 'completion')).toBe(1)
    // Completed, and not read yet.
    await db().update(outbox).set({ state: 'mined' })
    chain.proposed.delete(account)
    chain.make(account, begun.key)
    chain.refusing.bundle = 'AA25 invalid account nonce'
    await turn()
    expect(await find(begun)).toMatchObject({ state: 'ready' })
    expect((await find(begun)).reason).toBeUndefined()
  })

  it('want as many guardians as the account says, also contracts, for one account', async () => {
    const [friend, contract, stranger] = [newAccount(), newAccount().address, newAccount()]
    chain.contracts.set(contract, '0xc0ffee')
    const { account } = await guarded([friend.address, contract], 2)
    const other = await guarded([friend.address])
    const begun = await begin()
    await expect(agree(begun, account, stranger)).rejects.toMatchObject({ code: 'guardian-unknown' })
    expect(await agree(begun, account, friend)).toMatchObject({ state: 'signing', threshold: 2 })
    await expect(agree(begun, other.account, friend)).rejects.toMatchObject({ code: 'recovery-account' })

    const post = (proposal: Hex, completion: Hex) =>
      begun.relayer.postRecoverySignature({
        params: begun.params,
        body: { account, guardian: contract, proposal, completion },
      })
    await expect(post('0xc0ffee', '0xbad0')).rejects.toMatchObject({ code: 'recovery-signature' })
    expect(await sent(begun, 'proposal')).toBe(0)
    expect(await post('0xc0ffee', '0xc0ffee')).toMatchObject({ state: 'sending' })
    expect(await sent(begun, 'proposal')).toBe(1)
  })

  it('take no signature that the chain would not take', async () => {
    const friend = newAccount()
    const { account } = await guarded([friend.address])
    const begun = await begin()
    const operations = await draft(begun, account)
    const good = await sign(friend, operations)
    const refused = async (change: Partial<typeof good>) => {
      const body = { account, guardian: friend.address, ...good, ...change }
      const posted = begun.relayer.postRecoverySignature({ params: begun.params, body })
      await expect(posted).rejects.toMatchObject({ code: 'recovery-signature' })
    }
    await refused({ completion: good.proposal })
    await refused({ proposal: '0x' })
    await refused({ proposal: `0x${'00'.repeat(65)}` })
    // The other signature of the same key, which contracts refuse.
    const s = BigInt(`0x${good.proposal.slice(66, 130)}`)
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
    const v = good.proposal.endsWith('1b') ? '1c' : '1b'
    await refused({
      proposal: `${good.proposal.slice(0, 66)}${(order - s).toString(16).padStart(64, '0')}${v}` as Hex,
    })
    // Of another wallet, and over another number.
    await refused(await sign(newAccount(), operations))
    const moved = { ...operations.proposal, nonce: operations.proposal.nonce + 2n }
    await refused(await sign(friend, { ...operations, proposal: moved }))

    // A wallet that writes its parity as 0 or 1.
    const parity = (hex: Hex): Hex => `${hex.slice(0, 130)}${hex.endsWith('1b') ? '00' : '01'}` as Hex
    const body = {
      account,
      guardian: friend.address,
      proposal: parity(good.proposal),
      completion: good.completion,
    }
    expect(await begun.relayer.postRecoverySignature({ params: begun.params, body })).toMatchObject({
      state: 'sending',
    })
  })

  it('name why the chain does not take them', async () => {
    const friend = newAccount()
    const { account } = await guarded([friend.address])
    chain.refusing.proposal = '0x12345678'
    await expect(draft(await begin(), account)).rejects.toMatchObject({ code: 'recovery-refused' })
    chain.refusing.proposal = undefined

    chain.refusing.bundle = 'AA25 invalid account nonce'
    const stale = await begin()
    expect(await agree(stale, account, friend)).toMatchObject({ state: 'refused', reason: 'recovery-stale' })
    await expect(agree(stale, account, friend)).rejects.toMatchObject({ code: 'recovery-over' })
    chain.refusing.bundle = 'AA23 reverted'
    expect(await agree(await begin(), account, friend)).toMatchObject({ reason: 'recovery-refused' })
    chain.refusing.bundle = undefined
    chain.refusing.gas = 1_000_001n
    expect(await agree(await begin(), account, friend)).toMatchObject({ reason: 'recovery-refused' })
    delete chain.refusing.gas
    // Code of others, which may do anything once it is paid for.
    const foreign = newAccount().address
    chain.contracts.set(foreign, '0x01')
    await name(foreign, [friend.address])
    await expect(draft(await begin(), foreign)).rejects.toMatchObject({ code: 'recovery-refused' })
    // Too early by a second, it is tried again.
    chain.refusing.bundle = 'AA22 expired or not due'
    const early = await begin()
    expect(await agree(early, account, friend)).toMatchObject({ state: 'sending' })
    chain.refusing.bundle = undefined
    await turn()
    expect(await sent(early, 'proposal')).toBe(1)

    // Another recovery came before the second guardian.
    const second = newAccount()
    await name(account, [friend.address, second.address], 2)
    const slow = await begin()
    await agree(slow, account, friend)
    chain.nonces.set(account, 5n)
    await expect(agree(slow, account, second)).rejects.toMatchObject({ code: 'recovery-stale' })
    await name(
      account,
      Array.from({ length: 9 }, () => newAccount().address),
      9,
    )
    await expect(draft(await begin(), account)).rejects.toMatchObject({ code: 'recovery-refused' })
  })

  it('are sent by the keeper where the relayer could not when they were signed', async () => {
    const friend = newAccount()
    const { account } = await guarded([friend.address])
    const begun = await begin()
    chain.refusing.isAway = true
    expect(await agree(begun, account, friend)).toMatchObject({ state: 'sending' })
    expect(await sent(begun, 'proposal')).toBe(0)
    await turn()
    expect(await find(begun)).toMatchObject({ state: 'sending', signed: [friend.address] })
    chain.refusing.isAway = false
    await turn()
    expect(await sent(begun, 'proposal')).toBe(1)
  })

  it('are mended by another signature where one counts no more', async () => {
    const contract = newAccount().address
    chain.contracts.set(contract, '0xa1')
    const { account } = await guarded([contract])
    const begun = await begin()
    const post = (signature: Hex) =>
      begun.relayer.postRecoverySignature({
        params: begun.params,
        body: { account, guardian: contract, proposal: signature, completion: signature },
      })
    await post('0xa1')
    await propose(begun, account)
    // The guardian, an account itself, has another key by then.
    chain.contracts.set(contract, '0xb2')
    now += DELAY + 1
    await turn()
    expect(await find(begun)).toMatchObject({ state: 'ready', reason: 'recovery-signature', signed: [] })
    await expect(post('0xa1')).rejects.toMatchObject({ code: 'recovery-signature' })
    const mended = await post('0xb2')
    expect(mended).toMatchObject({ state: 'ready', signed: [contract] })
    expect(mended.reason).toBeUndefined()
    await turn()
    expect(await sent(begun, 'completion')).toBe(1)
  })

  it('end by the owner, by another one, and by time', async () => {
    const friend = newAccount()
    const { account } = await guarded([friend.address])
    const [first, second] = [await begin(), await begin()]
    await agree(first, account, friend)
    await propose(first, account)
    await agree(second, account, friend)
    await propose(second, account)
    expect(await find(first)).toMatchObject({ state: 'cancelled' })
    const { qx, qy } = second.key
    await happen('RecoveryCancelled', { account, qx, qy })
    expect(await find(second)).toMatchObject({ state: 'cancelled' })
    await expect(agree(second, account, friend)).rejects.toMatchObject({ code: 'recovery-over' })
    // The block of the cancellation was none.
    await db().transaction((tx) => undoAfter(tx, block - 1))
    block -= 1
    expect(await find(second)).toMatchObject({ state: 'proposed' })
    now += DELAY + WINDOW + 1
    expect(await find(second)).toMatchObject({ state: 'expired' })
    await turn()
    expect(await sent(second, 'completion')).toBe(0)

    const late = await begin()
    now += 7 * 86_400 + 1
    expect(await find(late)).toMatchObject({ state: 'expired' })
    await expect(agree(late, account, friend)).rejects.toMatchObject({ code: 'recovery-over' })
  })

  it('are so many in a day, and go on the next one', async () => {
    const friend = newAccount()
    const { account } = await guarded([friend.address])
    const begun = [await begin(), await begin(), await begin(), await begin()]
    const states = []
    for (const one of begun) states.push(await agree(one, account, friend))
    expect(states.map(({ state, reason }) => [state, reason])).toEqual([
      ['sending', undefined],
      ['sending', undefined],
      ['sending', undefined],
      ['sending', 'recovery-limit'],
    ])
    now += 86_400
    await turn()
    expect(await sent(begun[3] as Begun, 'proposal')).toBe(1)
    expect((await find(begun[3] as Begun)).reason).toBeUndefined()

    const narrow = { ...common, config: { ...common.config, RECOVERIES_OF_CLIENT: 1 } }
    const { url: elsewhere, end: close } = await serve(narrow)
    const browser = createBrowser(elsewhere, ORIGIN)
    const { challenge } = await browser.relayer.postChallenge({ body: {} })
    now += 86_400
    const ask = async (counted: Hex) =>
      browser.relayer.postRecovery({ body: { passkey: createPasskey(ORIGIN).create(counted), name: 'x' } })
    await ask(challenge)
    const again = (await browser.relayer.postChallenge({ body: {} })).challenge
    await expect(ask(again)).rejects.toMatchObject({ code: 'recovery-limit' })
    close()
  })

  it('know guardians by their address only, and none that was replaced', async () => {
    const [friend, other] = [newAccount(), newAccount()]
    const { account, relayer } = await guarded([friend.address])
    const accountsOf = async (guardian: Address) =>
      (await relayer.getGuarded({ params: { guardian } })).accounts.map((one) => one.account)
    const key = `0x${'ab'.repeat(5_000)}`
    await happen('GuardiansSet', {
      ...{ account, guardians: [key, other.address.toLowerCase()], threshold: 1, delay: DELAY },
    })
    expect(await accountsOf(friend.address)).toEqual([])
    expect(await accountsOf(getAddress(other.address))).toEqual([account])
    await happen('GuardiansSet', { account, guardians: [], threshold: 0, delay: 0 })
    expect(await accountsOf(other.address)).toEqual([])
  })

  it('are forgotten with their passkeys when they are over and old', async () => {
    const begun = await begin()
    await expect(begin(begun.key)).rejects.toMatchObject({ code: 'passkey-known' })
    await createPruner(common).step()
    expect(await find(begun)).toMatchObject({ signer: { device: signerId(begun.view.signer.signer) } })
    now += 100 * 86_400
    await createPruner(common).step()
    await expect(find(begun)).rejects.toMatchObject({ code: 'recovery-unknown' })
    expect(await db().select().from(passkeys).where(eq(passkeys.id, begun.key.id))).toEqual([])
    expect(await db().select().from(recoveries)).toEqual([])
  })
})
