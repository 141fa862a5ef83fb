import { fireEvent, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { callChain } from '../../../testing/callChain.ts'
import { accountRow, deviceWithAccount, renderScreen } from '../../../testing/renderScreen.tsx'
import { Guardians } from './Guardians.tsx'
import { PendingRecovery } from './PendingRecovery.tsx'

const DAY = 86_400
const FRIEND = `0x${'5a'.repeat(20)}` as const
const SISTER = `0x${'6b'.repeat(20)}` as const

interface Named {
  guardians?: readonly `0x${string}`[]
  threshold?: number
  days?: number
  readyAt?: number
}

const chainWith = ({ guardians = [], threshold = 0, days = 0, readyAt = 0 }: Named) => ({
  ...callChain({
    settingsOf: () => [threshold, days * DAY],
    recoveryOf: () => ({
      qx: `0x${'11'.repeat(32)}`,
      qy: `0x${'22'.repeat(32)}`,
      readyAt,
      expiresAt: readyAt === 0 ? 0 : readyAt + 14 * DAY,
    }),
  }),
  getContractEvents: async () => (guardians.length === 0 ? [] : [{ args: { guardians } }]),
})

const show = async (named: Named, part = <Guardians row={accountRow} />) =>
  renderScreen(part, { db: await deviceWithAccount(), chain: chainWith(named) as never })

const address = () => screen.findByRole('textbox', { name: /^Address of/ })
const type = async (value: string) => fireEvent.change(await address(), { target: { value } })
const isBlocked = (name: string) => screen.getByRole('button', { name }).hasAttribute('disabled')

describe('Guardians', () => {
  it('says what is lost without one, and takes only an address of somebody else', async () => {
    await show({})
    expect(await screen.findByText(/the account is lost with its last device/)).toBeTruthy()
    expect(isBlocked('Name a guardian')).toBe(true)
    await type('0x12')
    expect(await screen.findByText('An address begins with 0x and has 42 characters')).toBeTruthy()
    await type(accountRow.account)
    expect(await screen.findByText('This is the account itself')).toBeTruthy()
    await type(FRIEND)
    expect(isBlocked('Name this guardian')).toBe(false)
    expect(screen.getByText(/takes over after 3 days/)).toBeTruthy()
  })

  it('takes several at once, and asks how many must agree', async () => {
    await show({})
    await type(FRIEND)
    fireEvent.click(screen.getByRole('button', { name: 'Add one more' }))
    await type(FRIEND)
    expect(await screen.findByText('This guardian is named already')).toBeTruthy()
    await type(SISTER)
    fireEvent.click(screen.getByRole('radio', { name: '2' }))
    expect(screen.getByText(/^Both together can let one new device in/)).toBeTruthy()
    expect(isBlocked('Name these 2 guardians')).toBe(false)
  })

  it('shows who is named, and saves only a change', async () => {
    await show({ guardians: [FRIEND, SISTER], threshold: 1, days: 7 })
    expect(await screen.findByRole('button', { name: 'Copy guardian 0x5a5a…5a5a' })).toBeTruthy()
    expect(isBlocked('Save the guardians')).toBe(true)
    fireEvent.click(screen.getByRole('radio', { name: '30 days' }))
    expect(isBlocked('Save the guardians')).toBe(false)
    for (const end of ['5a5a', '6b6b'])
      fireEvent.click(screen.getByRole('button', { name: `Remove the guardian that ends in ${end}` }))
    expect(isBlocked('Remove every guardian')).toBe(false)
  })

  it('warns that saving ends a recovery that waits', async () => {
    await show({ guardians: [FRIEND], threshold: 1, days: 3, readyAt: 1_763_800_000 })
    await type(SISTER)
    expect(await screen.findByText('Saving also cancels the recovery that is on its way.')).toBeTruthy()
  })
})

describe('PendingRecovery', () => {
  it('warns of a recovery that is on its way, names its key, and offers to cancel it', async () => {
    const named = { guardians: [FRIEND], threshold: 1, days: 3, readyAt: 1_763_800_000 }
    await show(named, <PendingRecovery row={accountRow} />)
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('A recovery is on its way')
    expect(alert.querySelector('[data-key-groups]')?.textContent).toMatch(/^([0-9a-f]{4} ?){4}$/)
    expect(screen.getByRole('button', { name: 'Cancel the recovery' })).toBeTruthy()
  })

  it('is absent where none waits', async () => {
    const { container } = await show({}, <PendingRecovery row={accountRow} />)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(container.textContent).toBe('')
  })
})
