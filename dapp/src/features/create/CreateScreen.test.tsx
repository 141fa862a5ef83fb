import { BaseError } from '@supernet/sdk/errors'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { image, jobRecord, line, shareRecord } from '../../testing/jobs.ts'
import { stickerModel } from '../../testing/models.ts'
import { deployment, deviceWithKey, freshDevice, never, renderScreen } from '../../testing/renderScreen.tsx'
import { quoteView, sessionView } from '../../testing/views.ts'
import { announceWallet } from '../../testing/wallets.ts'
import { CreateScreen } from './CreateScreen.tsx'

const relayer = { getModels: async () => ({ models: [stickerModel] }), postQuote: async () => quoteView }

describe('CreateScreen', () => {
  it('keeps the places while it loads', async () => {
    await renderScreen(<CreateScreen />, { relayer: { getModels: never } })
    expect(screen.getByRole('status').textContent).toContain('Loading the models')
  })

  it('says why the wall is empty while no worker serves a model', async () => {
    const unserved = { ...stickerModel, manifest: undefined }
    await renderScreen(<CreateScreen />, { relayer: { getModels: async () => ({ models: [unserved] }) } })
    expect(await screen.findByText('The wall is ready, the workers are not')).toBeTruthy()
  })

  it('says what failed', async () => {
    const getModels = () => Promise.reject(new BaseError('network-unreachable'))
    await renderScreen(<CreateScreen />, { relayer: { getModels } })
    expect((await screen.findByRole('alert')).textContent).toContain('The models could not be read.')
  })

  it('says what the model draws and renders an example on click, after asking who pays', async () => {
    await renderScreen(<CreateScreen />, { relayer })
    expect(await screen.findByRole('heading', { level: 1, name: 'Stickers.' })).toBeTruthy()
    await screen.findByText(/to have it drawn for 0.2 Spark/)
    fireEvent.click(screen.getByRole('button', { name: /a red apple/ }))
    expect(await screen.findByRole('dialog', { name: 'Who pays for it' })).toBeTruthy()
    expect(screen.getByPlaceholderText('What should it draw')).toHaveProperty('value', 'a red apple')
  })

  it('keeps what was asked for while the models of the account that pays are fetched', async () => {
    announceWallet()
    let calls = 0
    const getModels = () =>
      calls++ === 0 ? relayer.getModels() : never<Awaited<ReturnType<typeof relayer.getModels>>>()
    await renderScreen(<CreateScreen />, { relayer: { ...relayer, getModels } })
    fireEvent.click(await screen.findByRole('button', { name: /a red apple/ }))
    fireEvent.click(await screen.findByRole('button', { name: /Test Wallet/ }))
    await waitFor(() => expect(calls).toBe(2))
    expect(screen.getByRole('dialog')).toBeTruthy()
  })

  it('warns of words the model does not know, and puts the price on the button', async () => {
    await renderScreen(<CreateScreen />, { relayer })
    const prompt = await screen.findByRole('textbox', { name: 'Prompt' })
    expect(screen.getByRole('button', { name: 'Write a prompt' })).toHaveProperty('disabled', true)
    fireEvent.change(prompt, { target: { value: 'a red zeppelin' } })
    expect(screen.getByText(/does not know “zeppelin”/)).toBeTruthy()
    expect(await screen.findByRole('button', { name: 'Render 4 for 0.2 Spark' })).toBeTruthy()
  })

  it('puts no price of another order on the button while the new one is asked for', async () => {
    const answers: (() => void)[] = []
    const postQuote = async (asked?: { body: { order: { count: number } } }) => {
      if (asked?.body.order.count === 8) await new Promise<void>((resolve) => answers.push(resolve))
      return quoteView
    }
    await renderScreen(<CreateScreen />, { relayer: { ...relayer, postQuote } })
    fireEvent.change(await screen.findByRole('textbox', { name: 'Prompt' }), {
      target: { value: 'a red apple' },
    })
    await screen.findByRole('button', { name: 'Render 4 for 0.2 Spark' })
    fireEvent.click(screen.getByRole('button', { name: 'Settings' }))
    const pictures = await screen.findByRole('textbox', { name: 'Pictures' })
    fireEvent.change(pictures, { target: { value: '8' } })
    fireEvent.blur(pictures)
    const asking = await screen.findByRole('button', { name: 'Asking for the price' })
    expect(asking).toHaveProperty('disabled', true)
    // What is on the bar meanwhile says that it is not the answer.
    expect(document.querySelector('[data-price]')?.getAttribute('aria-busy')).toBe('true')
    for (const answer of answers) answer()
    expect(await screen.findByRole('button', { name: 'Render 8 for 0.2 Spark' })).toBeTruthy()
    expect(document.querySelector('[data-price]')?.getAttribute('aria-busy')).toBe('false')
  })

  it('says why nobody can draw it', async () => {
    const reason = { code: 'no-workers', message: 'Nobody.' }
    const postQuote = async () => ({ ...quoteView, possible: false, reason })
    await renderScreen(<CreateScreen />, { relayer: { ...relayer, postQuote } })
    expect(await screen.findByText('No worker that can draw this is awake.')).toBeTruthy()
    fireEvent.change(screen.getByRole('textbox', { name: 'Prompt' }), { target: { value: 'a red apple' } })
    expect(screen.getByRole('button', { name: 'Nobody can draw this now' })).toHaveProperty('disabled', true)
  })

  it('offers only what the manifest allows', async () => {
    await renderScreen(<CreateScreen />, { relayer })
    fireEvent.click(await screen.findByRole('button', { name: 'Settings' }))
    expect(await screen.findByText('4 to 100')).toBeTruthy()
    expect(screen.getByText('1 to 16')).toBeTruthy()
    expect(screen.queryByRole('group', { name: 'Size' })).toBeNull()
    const seed = screen.getByRole('textbox', { name: 'Seed' })
    fireEvent.change(seed, { target: { value: '77' } })
    expect(screen.getByRole('button', { name: 'Lock the seed' }).getAttribute('aria-pressed')).toBe('true')
  })

  it('offers a second budget when the first one waits for too many settlements', async () => {
    const session = { ...sessionView, window: (1n << 110n) - 2n }
    const getSession = async () => ({ session, jobs: [], lines: [] })
    await renderScreen(<CreateScreen />, { relayer: { ...relayer, getSession }, db: await deviceWithKey() })
    fireEvent.change(await screen.findByRole('textbox', { name: 'Prompt' }), {
      target: { value: 'a red apple' },
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Render 4 for 0.2 Spark' }))
    expect(await screen.findByText(/A second one pays from here on/)).toBeTruthy()
    expect(screen.getByText(/The first settles by itself/)).toBeTruthy()
  })

  it('hangs what was drawn, with its money', async () => {
    const db = await freshDevice()
    const record = jobRecord({
      images: [image(0)],
      shares: [shareRecord({ line: line(110_000n, 9) })],
      cancelled: true,
    })
    await db.put('jobs', { jobId: record.jobId, deployment, createdAt: 1, record })
    await db.put('images', new Uint8Array([1]), [record.jobId, 0])
    await renderScreen(<CreateScreen />, { relayer, db })
    const job = within(await screen.findByRole('article', { name: 'a fox with glasses' }))
    expect(job.getByText('Stopped')).toBeTruthy()
    expect(job.getByText('0.11 Spark')).toBeTruthy()
    expect(await job.findByAltText('a fox with glasses')).toBeTruthy()
    fireEvent.click(job.getByRole('button', { name: 'Reuse settings' }))
    expect(screen.getByRole('textbox', { name: 'Prompt' })).toHaveProperty('value', 'a fox with glasses')
  })
})
