import { fireEvent, screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { image, jobRecord, line, shareRecord, signedReceipt } from '../../testing/jobs.ts'
import { deployment, freshDevice, never, renderScreen } from '../../testing/renderScreen.tsx'
import { settlementView } from '../../testing/views.ts'
import { LedgerScreen } from './LedgerScreen.tsx'

const tx = `0x${'ab'.repeat(32)}` as const
const settled = jobRecord({
  images: [image(0), image(1)],
  shares: [
    shareRecord({
      line: line(200_000n),
      receipt: signedReceipt,
      tabbed: true,
      settledTx: tx,
      settledBlock: 9,
      final: true,
    }),
  ],
})

async function deviceWithSlips() {
  const db = await freshDevice()
  const live = jobRecord({ jobId: `0x${'0f'.repeat(32)}`, body: { ...settled.body, prompt: 'a panda' } })
  for (const record of [settled, live])
    await db.put('jobs', { jobId: record.jobId, deployment, createdAt: record.createdAt, record })
  return db
}

describe('LedgerScreen', () => {
  it('keeps the places while it loads', async () => {
    const db = await freshDevice()
    vi.spyOn(db, 'getAllFromIndex').mockImplementation(never)
    await renderScreen(<LedgerScreen />, { db })
    expect(screen.getByRole('status').textContent).toContain('Loading the ledger')
  })

  it('says what a slip is before there is one', async () => {
    await renderScreen(<LedgerScreen />, {})
    expect(await screen.findByText('Each render leaves a slip here')).toBeTruthy()
  })

  it('says what failed', async () => {
    const db = await freshDevice()
    vi.spyOn(db, 'getAllFromIndex').mockRejectedValue(new Error('disk'))
    await renderScreen(<LedgerScreen />, { db })
    expect((await screen.findByRole('alert')).textContent).toContain(
      'The slips of this device could not be read.',
    )
  })

  it('bills each render, with its stage and its transaction', async () => {
    const getSettlements = async () => ({ settlements: [settlementView] })
    await renderScreen(<LedgerScreen />, { db: await deviceWithSlips(), relayer: { getSettlements } })
    expect(await screen.findByRole('heading', { level: 1, name: '2 pictures for 0.2 Spark.' })).toBeTruthy()
    expect(screen.getByRole('list', { name: 'Stage: final' })).toBeTruthy()
    expect(screen.getByRole('link', { name: /^Transaction 0xabab…abab, block 9/ }).getAttribute('href')).toBe(
      `/tx/${tx}`,
    )
    expect(await screen.findByText('in a batch of 2 lines')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Check the receipt' })).toBeTruthy()
  })

  it('filters by the address and by the choice', async () => {
    await renderScreen(<LedgerScreen />, { db: await deviceWithSlips(), at: '/ledger?show=live' })
    expect(await screen.findByText('a panda')).toBeTruthy()
    expect(screen.queryByText('a fox with glasses')).toBeNull()
    fireEvent.click(screen.getByRole('radio', { name: 'Settled' }))
    expect(await screen.findByText('a fox with glasses')).toBeTruthy()
    expect(screen.queryByText('a panda')).toBeNull()
  })
})
