import type { WorkerBond } from '@supernet/sdk/actions'
import { fireEvent, screen, within } from '@testing-library/react'
import { HttpRequestError } from 'viem'
import { describe, expect, it } from 'vitest'
import { deviceWithOwner, never, renderScreen } from '../../testing/renderScreen.tsx'
import { stakeChain, stakeView } from '../../testing/stake.ts'
import { statusView, workerView } from '../../testing/views.ts'
import { AutoStakeForm } from './AutoStakeForm.tsx'
import { BondForm } from './BondForm.tsx'
import { StakeScreen } from './StakeScreen.tsx'

const SOGNI = 10n ** 18n
const relayer = { getStatus: async () => statusView, getWorkers: async () => ({ workers: [] }) }
const now = () => Math.floor(Date.now() / 1_000)
const offline = () => Promise.reject(new HttpRequestError({ url: 'http://127.0.0.1:1' }))

describe('StakeScreen', () => {
  it('keeps the places while it loads', async () => {
    await renderScreen(<StakeScreen />, { relayer, chain: { call: never, readContract: never } as never })
    expect(screen.getByRole('status').textContent).toContain('Loading the stake')
  })

  it('says what failed, with a way on and a code', async () => {
    await renderScreen(<StakeScreen />, { relayer, chain: { call: offline } as never })
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('The stake could not be read.')
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy()
  })

  it('says what stake gives before anybody is chosen', async () => {
    await renderScreen(<StakeScreen />, { relayer, chain: stakeChain({}) })
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Stake SOGNI to vote, and to pay less.' }),
    ).toBeTruthy()
    expect(screen.getByRole('table', { name: 'Levels of stakers' }).textContent).toContain('1,000 SOGNI2.5 %')
    expect(screen.getByRole('table', { name: 'Take by bond' }).textContent).toContain('13,200 SOGNI40 %')
  })

  it('shows what a typed amount makes of votes and discount', async () => {
    const { db, owner } = await deviceWithOwner()
    await renderScreen(<StakeScreen />, {
      db,
      relayer,
      chain: stakeChain({ active: 950n * SOGNI, delegatee: owner }),
    })
    expect(await screen.findByRole('heading', { level: 1, name: '950 SOGNI at stake.' })).toBeTruthy()
    const form = screen.getByRole('heading', { name: 'Stake more' }).closest('section') as HTMLElement
    expect(within(form).getByRole('button', { name: 'Choose an amount' })).toHaveProperty('disabled', true)
    fireEvent.change(within(form).getByRole('textbox'), { target: { value: '50' } })
    expect(within(form).getByText('Off every render').parentElement?.textContent).toContain(
      '0 % →  becomes 2.5 %',
    )
    expect(within(form).getByRole('button', { name: 'Stake 50 SOGNI' })).toHaveProperty('disabled', false)
    fireEvent.change(within(form).getByRole('textbox'), { target: { value: '101' } })
    expect(within(form).getByText('You hold 100 SOGNI')).toBeTruthy()
  })

  it('draws the cooldown before it is signed for', async () => {
    const { db, owner } = await deviceWithOwner()
    await renderScreen(<StakeScreen />, {
      db,
      relayer,
      chain: stakeChain({ active: 1_000n * SOGNI, delegatee: owner }),
    })
    expect(
      await screen.findByRole('heading', { level: 1, name: '1,000 SOGNI at stake, 2.5 % off every render.' }),
    ).toBeTruthy()
    const form = screen.getByRole('heading', { name: 'Take stake back' }).closest('section') as HTMLElement
    expect(within(form).queryByText('For 7 days')).toBeNull()
    fireEvent.change(within(form).getByRole('textbox'), { target: { value: '400' } })
    expect(within(form).getByText('For 7 days')).toBeTruthy()
    expect(within(form).getByText(/^Back with you from/)).toBeTruthy()
    expect(within(form).getByRole('button', { name: 'Start the cooldown of 400 SOGNI' })).toBeTruthy()
  })

  it('counts requests down, pays those that are ready, and takes no seventeenth', async () => {
    const { db, owner } = await deviceWithOwner()
    const requests = Array.from({ length: 16 }, (_, index) => ({
      amount: SOGNI,
      readyAt: now() + (index - 1) * 86_400 + 3_600,
    }))
    await renderScreen(<StakeScreen />, {
      db,
      relayer,
      chain: stakeChain({ active: 10n * SOGNI, cooling: 16n * SOGNI, requests, delegatee: owner }),
    })
    const list = await screen.findByRole('list', { name: 'Requests to take stake back' })
    expect(within(list).getAllByRole('listitem')).toHaveLength(16)
    expect(within(list).getByText('ready')).toBeTruthy()
    expect(screen.getByText('16 of 16 requests.')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Withdraw 1 SOGNI' })).toHaveProperty('disabled', false)
    expect(screen.getByRole('button', { name: /^All 16 requests are taken/ })).toHaveProperty(
      'disabled',
      true,
    )
  })

  it('shows the owner of a worker how its take falls, and what the ledger does not know yet', async () => {
    const { db, owner } = await deviceWithOwner()
    const bond: WorkerBond = {
      workerId: workerView.workerId,
      operator: workerView.operator,
      payout: owner,
      fast: true,
      pledged: 6_600n * SOGNI,
      bonded: 6_600n * SOGNI,
      required: 6_600n * SOGNI,
      otherBps: 250n,
      ledgerTakeBps: 4_500n,
    }
    const view = stakeView({ active: 20_000n * SOGNI, bonded: 6_600n * SOGNI })
    await renderScreen(<BondForm bond={bond} view={view} />, { db, relayer, chain: stakeChain({}) })
    const take = () => screen.getByText('The treasury takes').parentElement?.textContent
    expect(take()).toBe('The treasury takes42.5 %')
    expect(screen.getByRole('button', { name: 'Tell the ledger: 45 % becomes 42.5 %' })).toBeTruthy()
    fireEvent.change(screen.getByRole('textbox'), { target: { value: '6600' } })
    expect(take()).toBe('The treasury takes42.5 % →  becomes 37.5 %')
    fireEvent.click(screen.getByRole('radio', { name: 'Take back' }))
    fireEvent.change(screen.getByRole('textbox'), { target: { value: '1' } })
    expect(screen.getByText(/the worker gets no Fast work/)).toBeTruthy()
  })

  it('sets the share of rewards that is staked', async () => {
    const { db, owner } = await deviceWithOwner()
    const auto = { shareBps: 2_500, box: workerView.operator, waiting: 4n * SOGNI }
    await renderScreen(<AutoStakeForm auto={auto} bonds={[]} owner={owner} />, {
      db,
      relayer,
      chain: stakeChain({}),
    })
    expect(screen.getByRole('button', { name: 'This share is set' })).toHaveProperty('disabled', true)
    fireEvent.click(screen.getByRole('button', { name: 'Share in percent: more' }))
    expect(screen.getByRole('button', { name: 'Stake 30 % of my rewards' })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Stake 1 SOGNI, pay 3 SOGNI' })).toBeTruthy()
  })
})
