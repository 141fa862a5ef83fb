import { BaseError } from '@supernet/sdk/errors'
import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { stickerModel } from '../../testing/models.ts'
import { never, renderScreen } from '../../testing/renderScreen.tsx'
import { quoteView, settlementView, statusView, workerView } from '../../testing/views.ts'
import { NetworkScreen } from './NetworkScreen.tsx'

const answers = {
  getWorkers: async () => ({ workers: [workerView] }),
  getModels: async () => ({ models: [stickerModel] }),
  getSettlements: async () => ({ settlements: [settlementView] }),
  getStatus: async () => statusView,
  postQuote: async () => quoteView,
}

describe('NetworkScreen', () => {
  it('keeps the places while it loads', async () => {
    await renderScreen(<NetworkScreen />, { relayer: { ...answers, getWorkers: never } })
    expect(screen.getByRole('status').textContent).toContain('Loading the network')
  })

  it('says what will appear where there is nothing yet', async () => {
    const empty = {
      getWorkers: async () => ({ workers: [] }),
      getModels: async () => ({ models: [] }),
      getSettlements: async () => ({ settlements: [] }),
    }
    await renderScreen(<NetworkScreen />, { relayer: { ...answers, ...empty } })
    expect(await screen.findByRole('heading', { level: 1, name: /^No worker is awake/ })).toBeTruthy()
    expect(screen.getByText('Nothing has been settled yet')).toBeTruthy()
  })

  it('says what failed, with a way on and a code', async () => {
    const getWorkers = () => Promise.reject(new BaseError('network-unreachable'))
    await renderScreen(<NetworkScreen />, { relayer: { ...answers, getWorkers } })
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('network-unreachable')
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy()
  })

  it('answers its question in the first line, and proves it', async () => {
    await renderScreen(<NetworkScreen />, { relayer: answers })
    expect(
      (await screen.findByRole('heading', { name: /One worker is awake\. A picture takes 0\.3 s\./ }))
        .tagName,
    ).toBe('H1')
    expect(screen.getByRole('table', { name: 'Workers' }).textContent).toContain('75 % of 4')
    expect(screen.getByRole('table', { name: 'Settlement batches' }).textContent).toContain('51,800')
  })
})
