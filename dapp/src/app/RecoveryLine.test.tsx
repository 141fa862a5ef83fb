import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { callChain } from '../testing/callChain.ts'
import { accountRow, renderScreen } from '../testing/renderScreen.tsx'
import { RecoveryLine } from './RecoveryLine.tsx'

const word = `0x${'11'.repeat(32)}`

const show = (readyAt: number, at = '/') =>
  renderScreen(<RecoveryLine account={accountRow.account} />, {
    at,
    chain: callChain({ recoveryOf: () => ({ qx: word, qy: word, readyAt, expiresAt: readyAt }) }),
  })
const settle = () => new Promise((resolve) => setTimeout(resolve, 100))

describe('RecoveryLine', () => {
  it('warns on every screen of an account that somebody is about to take over', async () => {
    await show(1_763_800_000)
    expect((await screen.findByRole('alert')).textContent).toContain(
      'A recovery of this account is on its way.',
    )
    expect(screen.getByRole('link', { name: 'Look at it' }).getAttribute('href')).toBe('/account')
  })

  it('is silent where nobody does, and where the screen says it itself', async () => {
    for (const world of [show(0), show(1_763_800_000, '/account')]) {
      const { container } = await world
      await settle()
      expect(container.textContent).toBe('')
    }
  })
})
