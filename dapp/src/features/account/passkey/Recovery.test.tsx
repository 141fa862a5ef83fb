// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { callChain } from '../../../testing/callChain.ts'
import { accountRow, deviceWithAccount, renderScreen } from '../../../testing/renderScreen.tsx'
import { Recovery } from './Recovery.tsx'

const DAY = 86_400

/** A chain on which nobody was named yet, with a recovery on its way or none. */
const chainWith = (readyAt = 0) => ({
  ...callChain({
    settingsOf: () => [readyAt === 0 ? 0 : 1, readyAt === 0 ? 0 : 7 * DAY],
    recoveryOf: () => ({
      qx: `0x${'00'.repeat(32)}`,
      qy: `0x${'00'.repeat(32)}`,
      readyAt,
      expiresAt: readyAt === 0 ? 0 : readyAt + 14 * DAY,
    }),
  }),
  getContractEvents: async () => [],
})

const show = async (readyAt?: number) =>
  renderScreen(<Recovery row={accountRow} />, {
    db: await deviceWithAccount(),
    chain: chainWith(readyAt) as never,
  })

describe('Recovery', () => {
  it('says what is lost without a recovery wallet, and takes only an address', async () => {
    await show()
    expect(await screen.findByText(/the account is lost with its last device/)).toBeTruthy()
    const field = screen.getByRole('textbox', { name: /^Address of a wallet/ })
    const name = () => screen.getByRole('button', { name: 'Name this recovery wallet' })
    expect(name()).toHaveProperty('disabled', true)
    fireEvent.change(field, { target: { value: '0x12' } })
    expect(await screen.findByText('An address begins with 0x and has 42 characters')).toBeTruthy()
    fireEvent.change(field, { target: { value: `0x${'5a'.repeat(20)}` } })
    expect(name()).toHaveProperty('disabled', false)
  })

  it('warns of a recovery that is on its way, and offers to cancel it', async () => {
    await show(1_763_800_000)
    expect((await screen.findByRole('alert')).textContent).toContain('A recovery is on its way')
    expect(screen.getByRole('button', { name: 'Cancel the recovery' })).toBeTruthy()
  })
})
