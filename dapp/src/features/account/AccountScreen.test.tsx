import { BaseError } from '@supernet/sdk/errors'
import { fireEvent, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { SESSION } from '../../testing/jobs.ts'
import { deviceWithKey, deviceWithKeys, never, renderScreen } from '../../testing/renderScreen.tsx'
import { sessionView, statusView } from '../../testing/views.ts'
import { AccountScreen } from './AccountScreen.tsx'

const getStatus = async () => statusView
const sessionOf = (change: Partial<typeof sessionView>) => async () => ({
  session: { ...sessionView, ...change },
  jobs: [],
  lines: [],
})

describe('AccountScreen', () => {
  it('keeps the places while it loads', async () => {
    await renderScreen(<AccountScreen />, {
      db: await deviceWithKey(),
      relayer: { getStatus, getSession: never },
    })
    expect(screen.getByRole('status').textContent).toContain('Loading the account')
  })

  it('explains a budget before there is one, and offers who pays', async () => {
    await renderScreen(<AccountScreen />, { relayer: { getStatus } })
    expect(
      await screen.findByRole('heading', { level: 1, name: 'No budget on this device yet.' }),
    ).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Demo account, made in this browser' })).toBeTruthy()
    expect(screen.getByText(/It spends nothing/)).toBeTruthy()
  })

  it('says what failed', async () => {
    const getSession = () => Promise.reject(new BaseError('network-unreachable'))
    await renderScreen(<AccountScreen />, { db: await deviceWithKey(), relayer: { getStatus, getSession } })
    expect((await screen.findByRole('alert')).textContent).toContain('The budget could not be read.')
  })

  it('shows the budget as a tab, and explains the 48 hours before they start', async () => {
    await renderScreen(<AccountScreen />, {
      db: await deviceWithKey(),
      relayer: { getStatus, getSession: sessionOf({}) },
    })
    expect(
      await screen.findByRole('heading', { level: 1, name: '199.6 Spark left on this device.' }),
    ).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Close and take the rest back' }))
    expect(await screen.findByText('For 48 hours')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Connect the owner first' })).toHaveProperty('disabled', true)
  })

  it('sums several budgets, and says which one pays', async () => {
    const [fresh, old] = ['0x5555555555555555555555555555555555555555', SESSION] as const
    const sessions = {
      [fresh]: { ...sessionView, key: fresh, balance: 50_000_000n },
      [old]: { ...sessionView, window: (1n << 110n) - 2n },
    }
    await renderScreen(<AccountScreen />, {
      db: await deviceWithKeys(fresh, old),
      relayer: {
        getStatus,
        getSession: async ({ params }) => ({
          session: sessions[params?.key as typeof fresh],
          jobs: [],
          lines: [],
        }),
      },
    })
    expect(
      await screen.findByRole('heading', { level: 1, name: '249.6 Spark left on this device.' }),
    ).toBeTruthy()
    expect(screen.getByText('In the ledger, all together').parentElement?.textContent).toContain(
      '249.6 Spark',
    )
    expect(screen.getByText('Pays for the next render')).toBeTruthy()
    expect(screen.getByText('Full until older renders are settled')).toBeTruthy()
    expect(screen.getAllByRole('button', { name: 'Close and take the rest back' })).toHaveLength(2)
  })

  it('tells free Spark from what was paid for, and offers no top-up of it', async () => {
    await renderScreen(<AccountScreen />, {
      db: await deviceWithKey(),
      relayer: { getStatus, getSession: sessionOf({ currency: 'promo', balance: 600_000n }) },
    })
    expect(
      await screen.findByRole('heading', { level: 1, name: '0.6 free Spark left on this device.' }),
    ).toBeTruthy()
    expect(screen.getByText(/What a new day gives is added by itself/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Top up' })).toBeNull()
  })

  it('forgets no open budget over a key that none was opened with', async () => {
    const unused = '0x5555555555555555555555555555555555555555'
    await renderScreen(<AccountScreen />, {
      db: await deviceWithKeys(unused, SESSION),
      relayer: {
        getStatus,
        getSession: async ({ params }) => ({
          session: params?.key === SESSION ? sessionView : undefined,
          jobs: [],
          lines: [],
        }),
      },
    })
    expect(
      await screen.findByRole('heading', { level: 1, name: '199.6 Spark left on this device.' }),
    ).toBeTruthy()
  })

  it('counts down to the withdrawal and never below now', async () => {
    const closing = { open: false, closing: true, requested: 199_600_000n, unlockAt: 1_000 }
    await renderScreen(<AccountScreen />, {
      db: await deviceWithKey(),
      relayer: { getStatus, getSession: sessionOf(closing) },
    })
    expect(
      await screen.findByRole('heading', { level: 1, name: '199.6 Spark on the way back to you.' }),
    ).toBeTruthy()
    expect(screen.getByText('Ready to be taken back.')).toBeTruthy()
  })
})
