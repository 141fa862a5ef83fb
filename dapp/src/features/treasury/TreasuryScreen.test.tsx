import { BaseError } from '@supernet/sdk/errors'
import type { FlowView } from '@supernet/sdk/schema'
import { fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { callChain } from '../../testing/callChain.ts'
import { never, renderScreen } from '../../testing/renderScreen.tsx'
import { network } from '../../testing/views.ts'
import { TreasuryScreen } from './TreasuryScreen.tsx'

const E18 = 10n ** 18n
const today = Math.floor(Date.now() / 86_400_000)
const chain = callChain({
  reserves: () => ({
    usdc: 5_000_000n,
    eth: E18,
    sogni: 100n * E18,
    usdcUsdE18: 5n * E18,
    ethUsdE18: 3_000n * E18,
    sogniUsdE18: 5n * E18,
  }),
  solvency: () => ({ assetsUsdE18: 3_010n * E18, requiredUsdE18: E18 }),
  classSupply: ([kind]) => (kind === 0 ? 400n * E18 : 3n * E18),
  fiatOwed: () => 1_100_000n,
  streaming: () => 7n * E18,
  releasable: () => 0n,
  usdPerBaseE18: () => E18 / 200n,
  spendable: () => 3_000_000n,
  state: () => [true, 1_763_800_000, 40n * E18, 900n * E18],
  destination: () => network.contracts.rewardStream,
})
const flow = (id: string, change: Partial<FlowView> = {}): FlowView => ({
  id,
  kind: 'sale',
  token: 'usdc',
  amount: 1_000_000n,
  spark: 200n * E18,
  sogni: 0n,
  party: network.contracts.timelock,
  tx: `0x${'ab'.repeat(32)}`,
  block: 9,
  at: 1_763_800_000,
  ...change,
})
const limit = {
  spender: network.contracts.timelock,
  token: 'usdc',
  asset: network.contracts.usdc,
  capacity: 9_000_000n,
  window: 86_400,
} as const
const kept = {
  days: [{ day: today, kind: 'buyback', token: 'eth', amount: E18, spark: 0n, sogni: 8n * E18, count: 2 }],
  spark: [
    { day: today - 2, outstanding: 100n * E18 },
    { day: today, outstanding: 400n * E18 },
  ],
  limits: [limit],
}
const relayer = {
  getTreasury: async () => kept,
  getFlows: async ({ query }: { query: { before?: string | undefined } }) =>
    query.before === undefined
      ? { flows: [flow('9.1')], next: '9.1' }
      : { flows: [flow('8.1', { kind: 'withdrawn', amount: 2_000_000n, spark: 0n })] },
} as never

describe('TreasuryScreen', () => {
  it('keeps the places while it loads', async () => {
    await renderScreen(<TreasuryScreen />, { relayer: { getTreasury: never }, chain })
    expect(screen.getByRole('status').textContent).toContain('Loading the treasury')
  })

  it('says what failed, with a way on and a code', async () => {
    const getTreasury = () => Promise.reject(new BaseError('network-unreachable'))
    await renderScreen(<TreasuryScreen />, { relayer: { getTreasury }, chain })
    expect((await screen.findByRole('alert')).textContent).toContain('network-unreachable')
  })

  it('says what will appear where there is nothing yet', async () => {
    const empty = {
      getTreasury: async () => ({ days: [], spark: [], limits: [] }),
      getFlows: async () => ({ flows: [] }),
    }
    await renderScreen(<TreasuryScreen />, { relayer: empty, chain })
    expect(await screen.findByText('Nothing has moved yet')).toBeTruthy()
    expect(screen.getByText('Nobody may spend without a vote')).toBeTruthy()
  })

  it('answers its question in the first line, and proves it', async () => {
    await renderScreen(<TreasuryScreen />, { relayer, chain })
    const title = 'The treasury could pay 3,010 times what it owes.'
    expect(await screen.findByRole('heading', { level: 1, name: title })).toBeTruthy()
    expect(screen.getByText('Worth').parentElement?.textContent).toContain('$3,010.00')
    expect(screen.getByText('Margin').parentElement?.textContent).toContain('$3,009.00')
    expect(screen.getByText('Bought in 30 days').parentElement?.textContent).toContain('8 SOGNI')
    expect(screen.getByText('Paid for that').parentElement?.textContent).toContain('1 ETH')
    expect(screen.getByText('It goes to').parentElement?.textContent).toContain('rewards')
    expect(screen.getByRole('img', { name: /^300 Spark more is out than on/ })).toBeTruthy()
    expect((await screen.findByRole('table', { name: 'Spending buckets' })).textContent).toContain('9 USDC')
  })

  it('reads older flows on demand', async () => {
    await renderScreen(<TreasuryScreen />, { relayer, chain })
    const table = await screen.findByRole('table', { name: 'Flows of the treasury' })
    expect(within(table).getByText('Spark sold')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Older ones' }))
    expect(await screen.findByText('Spent by the DAO')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Older ones' })).toBeNull()
  })
})
