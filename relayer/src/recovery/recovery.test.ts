import type { Hex } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { signIn } from '../../../test/helpers/login.ts'
import { createRecoveryWorld, DELAY, type RecoveryWorld, WINDOW } from '../../test/recoveryWorld.ts'
import { newAccount } from '../../test/world.ts'
import { outbox } from '../store/schema/index.ts'

/** What becomes of them, from the lost device to the new one. */
describe('recoveries', () => {
  let world: RecoveryWorld
  beforeAll(async () => {
    world = await createRecoveryWorld()
  })
  afterAll(() => world.end())
  beforeEach(() => world.refuseNothing())

  it('go from a lost device to a new one by the word of one guardian', async () => {
    const { happen, guarded, begin, agree, propose, find, turn, sent, pass, common, chain, url, now } = world
    const friend = newAccount()
    const { account, lost, relayer } = await guarded([friend.address])
    const begun = await begin()
    expect(begun.view).toMatchObject({ state: 'open', signed: [], signer: { name: 'New phone' } })
    expect(begun.view.code).toMatch(/^[0-9A-Z]{12}$/)
    expect(begun.view.expiresAt).toBe(now() + 7 * 86_400)
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
    expect(proposed).toMatchObject({ state: 'proposed', proposedAt: now(), readyAt: now() + DELAY })
    expect(proposed.expiresAt).toBe(now() + DELAY + WINDOW)
    await turn()
    expect(await sent(begun, 'completion')).toBe(0)
    pass(DELAY + 1)
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
    await common.store.db.execute(`UPDATE logins SET checked_at = now() - interval '2 minutes'`)
    expect((await relayer.getLogin()).login).toBeUndefined()
    expect((await fresh.getLogin()).login?.account).toBe(account)
  })

  it('are not stale where the chain has their own proposal and the index is behind', async () => {
    const { guarded, begin, agree, propose, find, turn, sent, pass, common, chain } = world
    const [friend, other] = [newAccount(), newAccount()]
    const { account } = await guarded([friend.address, other.address])
    const begun = await begin()
    await agree(begun, account, friend)
    // Mined, and not read yet.
    await common.store.db.update(outbox).set({ state: 'mined' })
    chain.proposed.set(account, begun.key)
    chain.nonces.set(account, 1n)
    chain.refusing.bundle = 'AA25 invalid account nonce'
    await turn()
    expect(await agree(begun, account, other)).toMatchObject({ state: 'sending', signed: { length: 2 } })
    expect((await find(begun)).reason).toBeUndefined()
    chain.refusing.bundle = undefined
    chain.nonces.set(account, 0n)
    await propose(begun, account)
    pass(DELAY + 1)
    await turn()
    expect(await sent(begun, 'completion')).toBe(1)
    // Completed, and not read yet.
    await common.store.db.update(outbox).set({ state: 'mined' })
    chain.proposed.delete(account)
    chain.make(account, begun.key)
    chain.refusing.bundle = 'AA25 invalid account nonce'
    await turn()
    expect(await find(begun)).toMatchObject({ state: 'ready' })
    expect((await find(begun)).reason).toBeUndefined()
  })

  it('are sent by the keeper where the relayer could not when they were signed', async () => {
    const { guarded, begin, agree, find, turn, sent, chain } = world
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
    const { guarded, begin, propose, find, turn, sent, pass, chain } = world
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
    pass(DELAY + 1)
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
    const { happen, guarded, begin, agree, propose, find, turn, sent, undoBlock, pass } = world
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
    await undoBlock()
    expect(await find(second)).toMatchObject({ state: 'proposed' })
    pass(DELAY + WINDOW + 1)
    expect(await find(second)).toMatchObject({ state: 'expired' })
    await turn()
    expect(await sent(second, 'completion')).toBe(0)

    const late = await begin()
    pass(7 * 86_400 + 1)
    expect(await find(late)).toMatchObject({ state: 'expired' })
    await expect(agree(late, account, friend)).rejects.toMatchObject({ code: 'recovery-over' })
  })
})
