import type { RedeliveryUpdate } from '@supernet/sdk/client'
import { BaseError } from '@supernet/sdk/errors'
import { fireEvent, screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { lostPicture } from '../../lib/pictures.ts'
import { image, jobRecord, shareRecord, signedReceipt } from '../../testing/jobs.ts'
import { deployment, freshDevice, renderScreen } from '../../testing/renderScreen.tsx'
import { LabelScreen } from './LabelScreen.tsx'
import { LostSlip } from './LostPicture.tsx'

const inAWeek = Math.floor(Date.now() / 1_000) + 7 * 86_400
const ticketOf = (redeemBy: number) => ({
  digest: shareRecord().ticket,
  signed: { ticket: { redeemBy } } as never,
  posted: true,
})
const recordWith = (redeemBy: number, share: Parameters<typeof shareRecord>[0] = {}) =>
  jobRecord({
    images: [image(0), image(1)],
    shares: [shareRecord({ receipt: signedReceipt, tabbed: true, ...share })],
    tickets: [ticketOf(redeemBy)],
  })
const lostOf = (record: ReturnType<typeof recordWith>) => {
  const picture = lostPicture(
    [{ jobId: record.jobId, deployment, createdAt: 1, record }],
    `${record.jobId}-1`,
  )
  if (picture === undefined) throw new Error('no receipt')
  return picture
}
const ask = () => screen.getByRole('button', { name: 'Ask the worker for it again' })

/** An engine whose answers the test gives one by one. */
function scripted() {
  const waiting: ((update: RedeliveryUpdate) => void)[] = []
  const redeliver = vi.fn(async function* (..._: unknown[]): AsyncGenerator<RedeliveryUpdate> {
    for (;;) yield await new Promise<RedeliveryUpdate>((resolve) => waiting.push(resolve))
  })
  const answer = async (update: RedeliveryUpdate) => {
    await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0))
    waiting.shift()?.(update)
  }
  return { engine: { redeliver }, answer }
}

describe('a lost picture', () => {
  it('has its label in the place of the picture while the receipt is here', async () => {
    const db = await freshDevice()
    const record = recordWith(inAWeek)
    await db.put('jobs', { jobId: record.jobId, deployment, createdAt: 1, record })
    const at = { at: `/picture/${record.jobId}-1`, path: '/picture/:id' }
    await renderScreen(<LabelScreen />, { db, ...at })
    expect(
      await screen.findByRole('heading', {
        level: 1,
        name: 'This picture is not on this device any longer.',
      }),
    ).toBeTruthy()
    expect(screen.getByText('Receipt verified')).toBeTruthy()
    // Nothing can be asked without the key that paid.
    expect(ask().hasAttribute('disabled')).toBe(true)
  })

  it('is asked for once, says until when the worker has time, and what went wrong', async () => {
    const { engine, answer } = scripted()
    await renderScreen(<LostSlip picture={lostOf(recordWith(inAWeek))} engine={engine} />, {})
    fireEvent.click(ask())
    expect(await screen.findByText('Asking the worker')).toBeTruthy()
    await answer({ type: 'asked', seq: 0, until: inAWeek })
    expect(await screen.findByText(/You may leave/)).toBeTruthy()
    expect(engine.redeliver.mock.calls[0]?.slice(0, 2)).toEqual([jobRecord().jobId, 1])
    await answer({ type: 'fault', seq: 0, error: new BaseError('result-lost') })
    expect((await screen.findByRole('alert')).textContent).toContain('does not have this picture any longer')
    fireEvent.click(screen.getByRole('button', { name: 'Ask once more' }))
    expect(await screen.findByText('Asking the worker')).toBeTruthy()
    expect(engine.redeliver).toHaveBeenCalledTimes(2)
  })

  it('takes up a question that stands from before', async () => {
    const { engine } = scripted()
    const redeliver = { ticket: shareRecord().ticket, share: 0, at: 1 }
    const picture = lostOf(recordWith(inAWeek, { redelivery: { redeliver, signature: '0x' } }))
    await renderScreen(<LostSlip picture={picture} engine={engine} />, {})
    expect(await screen.findByText('Asking the worker')).toBeTruthy()
  })

  it('offers to draw it again when the worker’s time is over', async () => {
    await renderScreen(<LostSlip picture={lostOf(recordWith(1))} engine={scripted().engine} />, {})
    expect(screen.getByText(/that is over/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Ask the worker for it again' })).toBeNull()
    expect(screen.getByRole('button', { name: 'Reproduce' })).toBeTruthy()
  })
})
