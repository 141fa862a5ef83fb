import type { Hex } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRecoveryWorld, type RecoveryWorld } from '../../test/recoveryWorld.ts'
import { newAccount } from '../../test/world.ts'

/** Whose signatures they want, and why one counts for nothing. */
describe('recoveries', () => {
  let world: RecoveryWorld
  beforeAll(async () => {
    world = await createRecoveryWorld()
  })
  afterAll(() => world.end())
  beforeEach(() => world.refuseNothing())

  it('want as many guardians as the account says, also contracts, for one account', async () => {
    const { guarded, begin, agree, sent, chain } = world
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
    const { guarded, begin, draft, sign } = world
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
    const { guarded, name, begin, draft, agree, turn, sent, chain } = world
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
})
