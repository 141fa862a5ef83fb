// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { callChain } from '../testing/callChain.ts'
import { deviceWithAccount, freshDevice, renderScreen } from '../testing/renderScreen.tsx'
import { RecoveryLine } from './RecoveryLine.tsx'

const word = `0x${'11'.repeat(32)}`

const show = async (readyAt: number, at = '/', db = deviceWithAccount) =>
  renderScreen(<RecoveryLine />, {
    at,
    db: await db(),
    relayer: { getLogin: async () => ({}) },
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

  it('is silent where nobody does, where the screen says it itself, and without such an account', async () => {
    for (const world of [show(0), show(1_763_800_000, '/account'), show(1_763_800_000, '/', freshDevice)]) {
      const { container } = await world
      await settle()
      expect(container.textContent).toBe('')
    }
  })
})
