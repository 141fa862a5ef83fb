import { fireEvent, screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { image, jobRecord } from '../../testing/jobs.ts'
import { deployment, freshDevice, never, renderScreen } from '../../testing/renderScreen.tsx'
import { GalleryScreen } from './GalleryScreen.tsx'

async function deviceWithPictures() {
  const db = await freshDevice()
  const record = jobRecord({ images: [image(0), image(1)] })
  await db.put('jobs', { jobId: record.jobId, deployment, createdAt: 1, record })
  for (const index of [0, 1]) await db.put('images', new Uint8Array([index]), [record.jobId, index])
  return db
}

describe('GalleryScreen', () => {
  it('keeps the places while it loads', async () => {
    const db = await freshDevice()
    vi.spyOn(db, 'getAllKeys').mockImplementation(never)
    await renderScreen(<GalleryScreen />, { db })
    expect(screen.getByRole('status').textContent).toContain('Loading the gallery')
  })

  it('offers the first action where nothing hangs', async () => {
    await renderScreen(<GalleryScreen />, {})
    expect((await screen.findByRole('link', { name: 'Render the first one' })).getAttribute('href')).toBe('/')
  })

  it('says what failed', async () => {
    const db = await freshDevice()
    vi.spyOn(db, 'getAllKeys').mockRejectedValue(new Error('disk'))
    await renderScreen(<GalleryScreen />, { db })
    expect((await screen.findByRole('alert')).textContent).toContain('could not be read')
  })

  it('hangs every picture with its prompt, and finds them by words', async () => {
    await renderScreen(<GalleryScreen />, { db: await deviceWithPictures() })
    expect(
      await screen.findByRole('heading', { level: 1, name: '2 pictures hang on this device.' }),
    ).toBeTruthy()
    await expect.poll(() => screen.queryAllByAltText('a fox with glasses')).toHaveLength(2)
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'panda' } })
    expect(await screen.findByText('No prompt has these words')).toBeTruthy()
  })
})
