import { BaseError } from '@supernet/sdk/errors'
import { fireEvent, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { leaderView } from '../../testing/leaders.ts'
import { never, renderScreen } from '../../testing/renderScreen.tsx'
import { LeadersScreen } from './LeadersScreen.tsx'

const currentEpoch = 2_968
const relayer = {
  getLeaders: async ({
    params,
    query,
  }: {
    params: { board: string }
    query: { epoch?: number; after: number }
  }) => {
    if (params.board === 'referral') return { leaders: [], currentEpoch }
    if (query.epoch !== undefined) return { leaders: [{ ...leaderView, amount: 45_000n }], currentEpoch }
    return query.after === 0
      ? { leaders: [leaderView], currentEpoch, next: 50 }
      : { leaders: [{ ...leaderView, rank: 51, id: '0x02', amount: 1_000n }], currentEpoch }
  },
} as never

describe('LeadersScreen', () => {
  it('keeps the places while it loads', async () => {
    await renderScreen(<LeadersScreen />, { relayer: { getLeaders: never } })
    expect(screen.getByRole('status').textContent).toContain('Loading the board')
  })

  it('says what failed, with a way on and a code', async () => {
    const getLeaders = () => Promise.reject(new BaseError('network-unreachable'))
    await renderScreen(<LeadersScreen />, { relayer: { getLeaders } })
    expect((await screen.findByRole('alert')).textContent).toContain('network-unreachable')
  })

  it('answers its question, and reads more on demand', async () => {
    await renderScreen(<LeadersScreen />, { relayer })
    const title = '0x1111…1111 leads the fast workers with 3 h.'
    expect(await screen.findByRole('heading', { level: 1, name: title })).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'More places' }))
    expect(await screen.findByText('51')).toBeTruthy()
  })

  it('shows a week, and the one before it', async () => {
    await renderScreen(<LeadersScreen />, { relayer })
    fireEvent.click(await screen.findByRole('radio', { name: /One week/ }))
    expect(await screen.findByRole('heading', { level: 1, name: /this week with 45 s/ })).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'The week before' }))
    expect(
      await screen.findByRole('heading', { level: 1, name: /in the week of 12 Nov 2026 with 45 s/ }),
    ).toBeTruthy()
  })

  it('says what will appear where there is nothing yet', async () => {
    await renderScreen(<LeadersScreen />, { relayer, at: '/leaders?board=referral' })
    expect(await screen.findByText('Nobody has a place yet')).toBeTruthy()
  })
})
