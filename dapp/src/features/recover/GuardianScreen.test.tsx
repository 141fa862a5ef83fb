import { BaseError } from '@supernet/sdk/errors'
import type { GuardedView, RecoveryView } from '@supernet/sdk/schema'
import { fireEvent, screen } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { CODE, DAY, LOST, NOW, recoveryOf, recoveryView, spokenKey } from '../../testing/recovery.ts'
import { deviceWithAccount, deviceWithOwner, freshDevice, renderScreen } from '../../testing/renderScreen.tsx'
import { statusView } from '../../testing/views.ts'
import { announceWallet, WALLET } from '../../testing/wallets.ts'
import * as available from '../../wallet/passkey/available.ts'
import * as wallet from '../../wallet/signRecovery.ts'
import { GuardianScreen } from './GuardianScreen.tsx'

const OTHER = `0x${'77'.repeat(19)}0a` as const
const guarded = (account: `0x${string}`, threshold = 2): GuardedView => ({
  account,
  threshold,
  delay: 3 * DAY,
})

interface World {
  accounts?: GuardedView[]
  who?: 'wallet' | 'account' | 'nobody'
  at?: string
}

async function show(
  view: RecoveryView | BaseError,
  { accounts = [guarded(LOST)], who = 'wallet', at = CODE }: World = {},
) {
  const db = {
    wallet: async () => (await deviceWithOwner()).db,
    account: deviceWithAccount,
    nobody: freshDevice,
  }
  const getRecovery = vi.fn(async () => (view instanceof BaseError ? Promise.reject(view) : view))
  await renderScreen(<GuardianScreen />, {
    db: await db[who](),
    at: `/recover/${at}`,
    path: '/recover/:code',
    relayer: {
      getStatus: async () => ({ ...statusView, chainTime: NOW }),
      getRecovery,
      getGuarded: async () => ({ accounts }),
      getLogin: async () => ({}),
    },
  })
  return getRecovery
}
const title = async (text: string) =>
  expect(await screen.findByRole('heading', { level: 1, name: text })).toBeTruthy()
const end = () => screen.findByRole('textbox', { name: /^The last four characters/ })
const hear = async (value: string) => fireEvent.change(await end(), { target: { value } })

describe('GuardianScreen', () => {
  beforeEach(() => {
    vi.spyOn(available, 'passkeysWork').mockReturnValue(true)
    vi.spyOn(wallet, 'signRecovery').mockResolvedValue(recoveryOf('signing', { signed: [WALLET] }))
  })

  it('asks who is there, and makes nobody', async () => {
    announceWallet()
    await show(recoveryView(), { who: 'nobody' })
    expect(await screen.findByText('Who are you?')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Test Wallet' })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Sign in with a passkey' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Continue with a passkey/ })).toBeNull()
  })

  it('says what signing does, and signs only after the key was heard', async () => {
    await show(recoveryView())
    await title('Somebody asks to be let back into an account.')
    await end()
    expect(screen.getByText('Safari on iPhone')).toBeTruthy()
    expect(screen.getByText('0 of 2')).toBeTruthy()
    expect(screen.getByText('3 days')).toBeTruthy()
    // The end is not on the page: it has to come from the person.
    expect(document.body.textContent).not.toContain(spokenKey.slice(-4))
    expect(document.body.textContent).toContain(`${spokenKey.slice(0, 14)} ····`)
    expect(screen.getByRole('button', { name: 'Compare the key first' }).hasAttribute('disabled')).toBe(true)
    await hear('0000')
    expect(await screen.findByText(/This is another key\. Sign nothing/)).toBeTruthy()
    await hear(spokenKey.slice(-4).toUpperCase())
    fireEvent.click(screen.getByRole('button', { name: 'Let Safari on iPhone in' }))
    expect(await screen.findByText('You have signed')).toBeTruthy()
    expect(screen.getByText('1 more guardian has to. You need not come back.')).toBeTruthy()
    const [, owner, asked] = vi.mocked(wallet.signRecovery).mock.calls[0] ?? []
    expect(owner?.address).toBe(WALLET)
    expect(asked?.account).toBe(LOST)
  })

  it('signs by the keyboard alone, and takes a declined signature for what it is', async () => {
    vi.mocked(wallet.signRecovery).mockRejectedValue(new BaseError('transaction-rejected'))
    await show(recoveryView(), { who: 'account' })
    fireEvent.submit(await end())
    expect(wallet.signRecovery).not.toHaveBeenCalled()
    await hear(spokenKey.slice(-4))
    fireEvent.submit(await end())
    expect(await screen.findByText('A signature was declined, so nothing was signed.')).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('says which of the two signatures it waits for', async () => {
    vi.mocked(wallet.signRecovery).mockImplementation(async (_services, _owner, { onStep }) => {
      onStep(2)
      return new Promise<RecoveryView>(() => undefined)
    })
    await show(recoveryView())
    await hear(spokenKey.slice(-4))
    fireEvent.submit(await end())
    expect(await screen.findByRole('button', { name: 'Waiting for signature 2 of 2' })).toBeTruthy()
  })

  it('names a refusal of the relayer', async () => {
    vi.mocked(wallet.signRecovery).mockRejectedValue(new BaseError('recovery-account'))
    await show(recoveryView())
    await hear(spokenKey.slice(-4))
    fireEvent.submit(await end())
    expect((await screen.findByRole('alert')).textContent).toContain('recovery-account')
  })

  it('asks which account it is where there are several, and none once one was chosen', async () => {
    await show(recoveryView(), { accounts: [guarded(LOST), guarded(OTHER, 1)] })
    const choice = await screen.findByRole('radio', { name: '0x7777…770a' })
    expect(screen.queryByRole('textbox')).toBeNull()
    fireEvent.click(choice)
    await end()
    expect(screen.getByText('you alone')).toBeTruthy()
  })

  it('is bound to the account that the first guardian chose', async () => {
    await show(recoveryOf('signing', { signed: [OTHER] }), { accounts: [guarded(OTHER), guarded(LOST)] })
    await end()
    expect(screen.queryByRole('radio')).toBeNull()
    expect(screen.getByRole('button', { name: 'Copy account 0x4c4c…4c4c' })).toBeTruthy()
  })

  it('says that somebody is no guardian, of this account or of any', async () => {
    await show(recoveryView(), { accounts: [] })
    expect((await screen.findByText(/is not a guardian of/)).textContent).toContain('any account')
    expect(screen.getByText('Use another one')).toBeTruthy()
  })

  it.each([
    ['sending', 'The guardians have agreed.', /nothing left to do for guardians/],
    ['proposed', 'The new device takes over in 3 days.', /nothing left to do for guardians/],
    ['ready', 'The new device takes over now.', /nothing left to do for guardians/],
    ['completed', 'The new device has taken over.', /no more to do/],
  ] as const)('has nothing to do once it is %s', async (state, heading, words) => {
    await show(recoveryOf(state, { signed: [WALLET], proposedAt: NOW, readyAt: NOW + 3 * DAY }))
    await title(heading)
    expect(screen.getByText(words)).toBeTruthy()
    expect(screen.queryByRole('textbox')).toBeNull()
  })

  it('asks to sign again where a signature counts no more', async () => {
    await show(recoveryOf('ready', { signed: [WALLET, OTHER], reason: 'recovery-signature' }))
    await title('The new device takes over now.')
    expect(await end()).toBeTruthy()
  })

  it.each([
    ['cancelled', 'A device of the account cancelled this.'],
    ['expired', 'This recovery ran out of time.'],
    ['refused', 'This recovery cannot go on.'],
  ] as const)('says that it was %s', async (state, heading) => {
    await show(recoveryOf(state, { reason: 'recovery-refused' }))
    await title(heading)
    expect(screen.queryByRole('textbox')).toBeNull()
  })

  it('does not ask the relayer for what is no code, and offers to type another', async () => {
    const getRecovery = await show(recoveryView(), { at: 'nonsense' })
    expect((await screen.findByRole('alert')).textContent).toContain('recovery-unknown')
    expect(screen.getByRole('link', { name: 'Type another code' })).toBeTruthy()
    expect(getRecovery).not.toHaveBeenCalled()
  })
})
