// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react'
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
  getContractEvents: async () => (readyAt === 0 ? [] : [{ args: { guardians: [`0x${'5a'.repeat(20)}`] } }]),
})

const show = async (readyAt?: number) =>
  renderScreen(<Recovery row={accountRow} />, {
    db: await deviceWithAccount(),
    chain: chainWith(readyAt) as never,
  })

describe('Recovery', () => {
  it('is absent where no wallet was named', async () => {
    const { container } = await show()
    await waitFor(() => expect(screen.queryByText('Recovery wallets')).toBeNull())
    expect(container.textContent).toBe('')
  })

  it('lists the wallets that were named', async () => {
    await show(1_763_800_000)
    expect(await screen.findByText('Recovery wallets')).toBeTruthy()
    expect(screen.getByText('after 7 days')).toBeTruthy()
  })

  it('warns of a recovery that is on its way, and offers to cancel it', async () => {
    await show(1_763_800_000)
    expect((await screen.findByRole('alert')).textContent).toContain('A recovery is on its way')
    expect(screen.getByRole('button', { name: 'Cancel the recovery' })).toBeTruthy()
  })
})
