import { BaseError } from '@supernet/sdk/errors'
import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { never, renderScreen } from '../../testing/renderScreen.tsx'
import { network } from '../../testing/views.ts'
import { RewardsScreen } from './RewardsScreen.tsx'

const quest = {
  id: 1,
  kind: 'stakes',
  token: network.contracts.sogniToken,
  endsAt: 4_000_000_000,
  left: 12,
  reward: 5n * 10n ** 18n,
  target: 10n ** 18n,
  uri: 'https://example.org',
} as const
const campaign = {
  id: 1,
  token: network.contracts.sogniToken,
  kind: 'epoch',
  endsAt: 4_000_000_000,
  uri: '',
} as const

describe('RewardsScreen', () => {
  it('keeps the places while it loads', async () => {
    await renderScreen(<RewardsScreen />, { relayer: { getQuests: never, getCampaigns: never } })
    expect(screen.getByText('Loading the quests')).toBeTruthy()
  })

  it('says what failed, with a way on and a code', async () => {
    const fail = () => Promise.reject(new BaseError('network-unreachable'))
    await renderScreen(<RewardsScreen />, { relayer: { getQuests: fail, getCampaigns: fail } })
    expect((await screen.findAllByRole('alert')).length).toBeGreaterThan(0)
    expect((await screen.findAllByText('network-unreachable')).length).toBeGreaterThan(0)
  })

  it('says what will appear where there is nothing yet', async () => {
    const relayer = {
      getQuests: async () => ({ quests: [] }),
      getCampaigns: async () => ({ campaigns: [] }),
    }
    await renderScreen(<RewardsScreen />, { relayer })
    expect(await screen.findByText('No quest is open')).toBeTruthy()
    expect(await screen.findByText('Nothing is given out now')).toBeTruthy()
  })

  it('shows what there is to earn before anybody is chosen', async () => {
    const relayer = {
      getQuests: async () => ({ quests: [quest] }),
      getCampaigns: async () => ({ campaigns: [campaign] }),
    }
    await renderScreen(<RewardsScreen />, { relayer })
    expect(await screen.findByText('Stake 1 SOGNI')).toBeTruthy()
    expect(screen.getByText(/Pays 5 Spark\. 12 can still complete it/)).toBeTruthy()
    expect(await screen.findByText('Rewards of a week')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Demo account, made in this browser' })).toBeTruthy()
  })
})
