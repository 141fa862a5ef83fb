import { signerId } from '@supernet/sdk/protocol'
import { eq } from 'drizzle-orm'
import { type Address, getAddress, type Hex } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createBrowser } from '../../../test/helpers/login.ts'
import { createPasskey } from '../../../test/helpers/passkey.ts'
import { ORIGIN } from '../../test/loginWorld.ts'
import { type Begun, createRecoveryWorld, DELAY, type RecoveryWorld } from '../../test/recoveryWorld.ts'
import { serve } from '../../test/serve.ts'
import { newAccount } from '../../test/world.ts'
import { createPruner } from '../keeper/pruner.ts'
import { passkeys, recoveries } from '../store/schema/index.ts'

/** What is kept of them: how many, of whom, and how long. */
describe('recoveries', () => {
  let world: RecoveryWorld
  beforeAll(async () => {
    world = await createRecoveryWorld()
  })
  afterAll(() => world.end())
  beforeEach(() => world.refuseNothing())

  it('are so many in a day, and go on the next one', async () => {
    const { guarded, begin, agree, find, turn, sent, pass, common } = world
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
    pass(86_400)
    await turn()
    expect(await sent(begun[3] as Begun, 'proposal')).toBe(1)
    expect((await find(begun[3] as Begun)).reason).toBeUndefined()

    const narrow = { ...common, config: { ...common.config, RECOVERIES_OF_CLIENT: 1 } }
    const { url: elsewhere, end: close } = await serve(narrow)
    const browser = createBrowser(elsewhere, ORIGIN)
    const { challenge } = await browser.relayer.postChallenge({ body: {} })
    pass(86_400)
    const ask = async (counted: Hex) =>
      browser.relayer.postRecovery({ body: { passkey: createPasskey(ORIGIN).create(counted), name: 'x' } })
    await ask(challenge)
    const again = (await browser.relayer.postChallenge({ body: {} })).challenge
    await expect(ask(again)).rejects.toMatchObject({ code: 'recovery-limit' })
    close()
  })

  it('know guardians by their address only, and none that was replaced', async () => {
    const { happen, guarded } = world
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
    const { begin, find, pass, common } = world
    const begun = await begin()
    await expect(begin(begun.key)).rejects.toMatchObject({ code: 'passkey-known' })
    await createPruner(common).step()
    expect(await find(begun)).toMatchObject({ signer: { device: signerId(begun.view.signer.signer) } })
    pass(100 * 86_400)
    await createPruner(common).step()
    await expect(find(begun)).rejects.toMatchObject({ code: 'recovery-unknown' })
    expect(await common.store.db.select().from(passkeys).where(eq(passkeys.id, begun.key.id))).toEqual([])
    expect(await common.store.db.select().from(recoveries)).toEqual([])
  })
})
