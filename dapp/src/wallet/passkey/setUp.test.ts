import { BaseError } from '@supernet/sdk/errors'
import type { RelayerClient } from '@supernet/sdk/http'
import type { PasskeyCreation } from '@supernet/sdk/schema'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createServices } from '../../lib/services.ts'
import { memoryLocks } from '../../testing/locks.ts'
import { giveNavigator } from '../../testing/navigator.ts'
import { accountRow, deployment, freshDevice } from '../../testing/renderScreen.tsx'
import { network } from '../../testing/views.ts'
import { type AccountRow, readAccount, writeAccount } from './accountRow.ts'
import * as delegates from './delegate.ts'
import * as login from './login.ts'
import * as refills from './refill.ts'
import { setUp } from './setUp.ts'

const statement: PasskeyCreation = {
  id: 'aWQ',
  rawId: 'aWQ',
  type: 'public-key',
  clientExtensionResults: {},
  response: { clientDataJSON: 'AQ', attestationObject: 'Ag' },
}
const row: AccountRow = { ...accountRow, unregistered: statement }
const ACCOUNT = row.account
const delegate = { key: {}, validUntil: 9 } as delegates.Delegate

async function world(postPasskey: RelayerClient['postPasskey'], kept: AccountRow = row) {
  const db = await freshDevice()
  await writeAccount(db, deployment, kept)
  const services = createServices(network, 'http://localhost')
  const relayer = { ...services.relayer, postPasskey } as RelayerClient
  const steps: string[] = []
  const run = () => setUp({ ...services, relayer }, db, (step) => steps.push(step))
  return { db, steps, run }
}
const welcome = async () => ({ account: ACCOUNT }) as Awaited<ReturnType<RelayerClient['postPasskey']>>

describe('the way of an account to its first render', () => {
  beforeEach(() => {
    giveNavigator({ locks: memoryLocks() })
    vi.spyOn(refills, 'refill').mockResolvedValue()
    vi.spyOn(login, 'signInAgain').mockRejectedValue(new Error('not asked for in this test'))
    vi.spyOn(delegates, 'delegateOf').mockResolvedValue(delegate)
  })

  it('names who brought it when it registers', async () => {
    const referrer = `0x${'ab'.repeat(20)}` as const
    const register = vi.fn(welcome)
    const { run } = await world(register, { ...row, referrer })
    expect(await run()).toBe('ready')
    expect(register).toHaveBeenCalledWith({ body: expect.objectContaining({ referrer }) })
  })

  it('registers once, and goes on without it the next time', async () => {
    const register = vi.fn(welcome)
    const { db, steps, run } = await world(register)
    expect(await run()).toBe('ready')
    expect(await run()).toBe('ready')
    expect(register).toHaveBeenCalledTimes(1)
    expect(steps).toEqual(['register'])
    expect((await readAccount(db, deployment))?.unregistered).toBeUndefined()
    expect(refills.refill).toHaveBeenCalledTimes(2)
  })

  it('keeps the statement where the relayer did not answer, and tries again with it', async () => {
    const register = vi.fn(welcome).mockRejectedValueOnce(new BaseError('network-unreachable'))
    const { db, run } = await world(register)
    await expect(run()).rejects.toMatchObject({ code: 'network-unreachable' })
    expect((await readAccount(db, deployment))?.unregistered).toEqual(statement)
    expect(await run()).toBe('ready')
  })

  it.each(['login-challenge', 'passkey-known'])('has the passkey prove itself after %s', async (code) => {
    vi.mocked(login.signInAgain).mockImplementation(welcome)
    const { run } = await world(() => Promise.reject(new BaseError(code)))
    expect(await run()).toBe('ready')
    expect(login.signInAgain).toHaveBeenCalledTimes(1)
  })

  it('trusts no other address than the one that the chain says', async () => {
    const other = { account: '0x6666666666666666666666666666666666666666' }
    const { run } = await world(async () => other as Awaited<ReturnType<typeof welcome>>)
    await expect(run()).rejects.toMatchObject({ code: 'account-mismatch' })
    expect(refills.refill).not.toHaveBeenCalled()
  })

  it('asks nobody where no key of this device may act', async () => {
    vi.mocked(delegates.delegateOf).mockResolvedValue(undefined)
    const { run } = await world(welcome)
    expect(await run()).toBe('stranger')
    expect(refills.refill).not.toHaveBeenCalled()
  })
})
