import { describe, expect, it, vi } from 'vitest'
import type { Services } from '../../lib/services.ts'
import { CODE, newKey, recoveryView } from '../../testing/recovery.ts'
import { accountRow, deployment, freshDevice } from '../../testing/renderScreen.tsx'
import { network } from '../../testing/views.ts'
import { readAccount } from './accountRow.ts'
import * as ceremony from './ceremony.ts'
import * as login from './login.ts'
import { finishRecovery, openRecovery, readRecovery } from './recovery.ts'

const creation = { id: 'bmV3' } as never

async function world() {
  vi.spyOn(ceremony, 'createPasskey').mockResolvedValue({ creation, key: newKey })
  vi.spyOn(login, 'signIn').mockResolvedValue({} as never)
  vi.spyOn(login, 'rowOf').mockReturnValue(accountRow)
  const postRecovery = vi.fn(async () => recoveryView({ key: { ...newKey, qx: `0x${'ee'.repeat(32)}` } }))
  const relayer = { postChallenge: async () => ({ challenge: '0x', rpId: 'localhost' }), postRecovery }
  const services = { network, relayer } as unknown as Services
  return { services, db: await freshDevice(), postRecovery }
}

describe('a recovery of this browser', () => {
  it('is kept with the key that the browser made, whatever the relayer says', async () => {
    const { services, db, postRecovery } = await world()
    await openRecovery(services, db, 'New phone')
    expect(postRecovery).toHaveBeenCalledWith({ body: { passkey: creation, name: 'New phone' } })
    expect(await readRecovery(services, db)).toEqual({ code: CODE, credential: 'bmV3', key: newKey })
  })

  it('ends with the account on this browser', async () => {
    const { services, db } = await world()
    const { kept } = await openRecovery(services, db, 'New phone')
    await finishRecovery(services, db, kept)
    expect(login.signIn).toHaveBeenCalledWith(services, 'bmV3')
    expect(await readAccount(db, deployment)).toEqual(accountRow)
    expect(await readRecovery(services, db)).toBeUndefined()
  })

  it('stays where the sign-in failed', async () => {
    const { services, db } = await world()
    const { kept } = await openRecovery(services, db, 'New phone')
    vi.mocked(login.signIn).mockRejectedValueOnce(new Error('away'))
    await expect(finishRecovery(services, db, kept)).rejects.toThrow('away')
    expect(await readRecovery(services, db)).toEqual(kept)
  })
})
