import type { RecoveryView } from '@supernet/sdk/schema'
import { fireEvent, screen } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { CODE, DAY, LOST, NOW, newKey, recoveryOf, recoveryView, spokenKey } from '../../testing/recovery.ts'
import { accountRow, freshDevice, renderScreen } from '../../testing/renderScreen.tsx'
import { statusView } from '../../testing/views.ts'
import * as available from '../../wallet/passkey/available.ts'
import * as recovery from '../../wallet/passkey/recovery.ts'
import { RecoverScreen } from './RecoverScreen.tsx'

const kept = { code: CODE, credential: 'bmV3', key: newKey }

async function show(view?: RecoveryView, isKept = true) {
  vi.spyOn(recovery, 'readRecovery').mockResolvedValue(isKept ? kept : undefined)
  return renderScreen(<RecoverScreen />, {
    db: await freshDevice(),
    relayer: {
      getStatus: async () => ({ ...statusView, chainTime: NOW }),
      getRecovery: async () => view ?? Promise.reject(new Error('no answer')),
    },
  })
}
const title = async (text: string | RegExp) =>
  expect(await screen.findByRole('heading', { level: 1, name: text })).toBeTruthy()

describe('RecoverScreen', () => {
  beforeEach(() => {
    vi.spyOn(available, 'passkeysWork').mockReturnValue(true)
    vi.spyOn(recovery, 'openRecovery').mockResolvedValue({ kept, view: recoveryView() })
    vi.spyOn(recovery, 'finishRecovery').mockResolvedValue(accountRow)
    vi.spyOn(recovery, 'dropRecovery').mockResolvedValue(undefined)
  })

  it('makes a passkey under the name that guardians will read, and shows link, code and key', async () => {
    await show(recoveryView(), false)
    const name = await screen.findByRole('textbox', { name: /as its name/ })
    fireEvent.change(name, { target: { value: ' New phone ' } })
    fireEvent.click(screen.getByRole('button', { name: 'Make a passkey for this device' }))
    await title('Your guardians have to agree.')
    expect(vi.mocked(recovery.openRecovery).mock.calls[0]?.[2]).toBe('New phone')
    expect(screen.getByText(`${window.location.origin}/recover/${CODE}`)).toBeTruthy()
    expect(screen.getByText('ABCD-EFGH-JKMN')).toBeTruthy()
    expect(screen.getByText(spokenKey)).toBeTruthy()
    expect(screen.getByText(/Nobody has signed yet/)).toBeTruthy()
  })

  it('makes none without a name, nor where passkeys do not work', async () => {
    await show(undefined, false)
    fireEvent.change(await screen.findByRole('textbox', { name: /as its name/ }), { target: { value: ' ' } })
    const make = screen.getByRole('button', { name: 'Make a passkey for this device' })
    expect(make.hasAttribute('disabled')).toBe(true)
    vi.mocked(available.passkeysWork).mockReturnValue(false)
    await show(undefined, false)
    expect(await screen.findByText(/makes no passkeys for this address/)).toBeTruthy()
  })

  it('opens a code that a guardian was told', async () => {
    await show(undefined, false)
    const look = await screen.findByRole('button', { name: 'Look at it' })
    expect(look.hasAttribute('disabled')).toBe(true)
    fireEvent.change(screen.getByRole('textbox', { name: /^Code that you were told/ }), {
      target: { value: 'abcd-efgh-jkmn' },
    })
    expect(look.hasAttribute('disabled')).toBe(false)
  })

  it('comes back to what it waits for, and counts who has signed', async () => {
    await show(recoveryOf('signing', { signed: [`0x${'aa'.repeat(20)}`] }))
    await title('1 of 2 guardians agreed.')
    expect(screen.getByText(/3 days, as the account has set/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Copy the link' })).toBeTruthy()
    expect(screen.getByRole('button', { name: /^Copy account 0x4c4c/ })).toBeTruthy()
  })

  it('forgets a link that was sent only after asking', async () => {
    await show(recoveryView())
    const again = { name: 'Start again with another passkey' }
    fireEvent.click(await screen.findByRole('button', again))
    fireEvent.click(screen.getByRole('button', { name: 'Keep it' }))
    fireEvent.click(screen.getByRole('button', again))
    expect(recovery.dropRecovery).not.toHaveBeenCalled()
    fireEvent.click(screen.getByRole('button', { name: 'Forget it' }))
    await title('Back into your account, without any of your devices.')
  })

  it('says what holds the proposal up', async () => {
    await show(recoveryOf('sending', { reason: 'recovery-limit' }))
    await title('The guardians have agreed.')
    expect(screen.getByText('recovery-limit')).toBeTruthy()
  })

  it('waits without anything to do', async () => {
    await show(recoveryOf('proposed', { proposedAt: NOW, readyAt: NOW + 3 * DAY }))
    await title('This device takes over in 3 days.')
    expect(screen.getByText(/nothing left to do/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Copy the link' })).toBeNull()
    expect(screen.queryByRole('button', { name: /Start again/ })).toBeNull()
  })

  it('sends guardians back where a signature counts no more', async () => {
    await show(recoveryOf('ready', { reason: 'recovery-signature', readyAt: NOW - 1 }))
    await title('This device takes over now.')
    expect(screen.getByText('recovery-signature')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Copy the link' })).toBeTruthy()
  })

  it('signs in once the passkey owns the account', async () => {
    await show(recoveryOf('completed'))
    await title('The account is yours again.')
    expect(screen.queryByRole('button', { name: /Start again/ })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Sign in on this device' }))
    await vi.waitFor(() =>
      expect(recovery.finishRecovery).toHaveBeenCalledWith(expect.anything(), expect.anything(), kept),
    )
  })

  it.each([
    ['cancelled', 'A device of the account cancelled this.', /took it back/],
    ['expired', 'This recovery ran out of time.', /^It counted until/],
    ['refused', 'This recovery cannot go on.', /Another recovery of the account came before/],
  ] as const)('says why it was %s, and begins a new one', async (state, heading, why) => {
    await show(recoveryOf(state, { account: LOST, reason: 'recovery-stale' }))
    await title(heading)
    expect(screen.getByText(why)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Begin a new one' }))
    await title('Back into your account, without any of your devices.')
    expect(recovery.dropRecovery).toHaveBeenCalled()
  })

  it('offers another attempt where the relayer knows nothing of it', async () => {
    await show()
    expect(await screen.findByRole('alert')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Start again with another passkey' })).toBeTruthy()
  })
})
