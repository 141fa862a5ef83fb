import { screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { image, jobRecord, line, shareRecord, signedReceipt } from '../../testing/jobs.ts'
import { deployment, freshDevice, never, renderScreen } from '../../testing/renderScreen.tsx'
import { workerView } from '../../testing/views.ts'
import { LabelScreen } from './LabelScreen.tsx'

const tx = `0x${'ab'.repeat(32)}` as const
const record = jobRecord({
  images: [image(0), image(1)],
  shares: [
    shareRecord({ line: line(200_000n), receipt: signedReceipt, tabbed: true, settledTx: tx, final: true }),
  ],
})
const at = (index: number) => ({ at: `/picture/${record.jobId}-${index}`, path: '/picture/:id' })
const relayer = { getWorkers: async () => ({ workers: [workerView] }) }

async function deviceWithPicture() {
  const db = await freshDevice()
  await db.put('jobs', { jobId: record.jobId, deployment, createdAt: 1, record })
  await db.put('names', 'Sticker', [deployment, 1])
  for (const index of [0, 1]) await db.put('images', new Uint8Array([index]), [record.jobId, index])
  return db
}

describe('LabelScreen', () => {
  it('keeps the places while it loads', async () => {
    const db = await freshDevice()
    vi.spyOn(db, 'getAllKeys').mockImplementation(never)
    await renderScreen(<LabelScreen />, { db, relayer, ...at(0) })
    expect(screen.getByRole('status').textContent).toContain('Loading the picture')
  })

  it('says where a picture is that is not here', async () => {
    await renderScreen(<LabelScreen />, { relayer, ...at(7) })
    expect(
      await screen.findByRole('heading', { level: 1, name: 'This picture is not on this device.' }),
    ).toBeTruthy()
  })

  it('says what failed', async () => {
    const db = await freshDevice()
    vi.spyOn(db, 'getAllKeys').mockRejectedValue(new Error('disk'))
    await renderScreen(<LabelScreen />, { db, relayer, ...at(0) })
    expect((await screen.findByRole('alert')).textContent).toContain('could not be read')
  })

  it('labels a picture: how it was made, what it cost, the receipt, the settlement, the verbs', async () => {
    await renderScreen(<LabelScreen />, { db: await deviceWithPicture(), relayer, ...at(1) })
    expect(await screen.findByRole('heading', { level: 1, name: 'a fox with glasses' })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Copy seed 42' })).toBeTruthy()
    expect(await screen.findByText('Sticker')).toBeTruthy()
    expect(screen.getByText('Receipt verified')).toBeTruthy()
    expect(screen.getByRole('link', { name: /^Settled for good in/ }).getAttribute('href')).toBe(`/tx/${tx}`)
    for (const verb of ['Vary', 'Reproduce']) expect(screen.getByRole('button', { name: verb })).toBeTruthy()
  })
})
