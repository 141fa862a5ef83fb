import { fireEvent, screen } from '@testing-library/react'
import { HttpRequestError } from 'viem'
import { describe, expect, it } from 'vitest'
import { never, renderScreen } from '../../testing/renderScreen.tsx'
import { saleChain } from '../../testing/sale.ts'
import { SparkScreen } from './SparkScreen.tsx'

const offline = { readContract: () => Promise.reject(new HttpRequestError({ url: 'http://127.0.0.1:1' })) }

describe('SparkScreen', () => {
  it('keeps the places while it loads', async () => {
    await renderScreen(<SparkScreen />, { chain: { readContract: never, call: never } as never })
    expect(screen.getByRole('status').textContent).toContain('Loading the price of Spark')
  })

  it('says what failed, with a way on and a code', async () => {
    await renderScreen(<SparkScreen />, { chain: offline as never })
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('The price of Spark could not be read.')
    expect(alert.textContent).toContain('chain-unreachable')
  })

  it('answers its question in the first line, and shows how the cost comes about', async () => {
    await renderScreen(<SparkScreen />, { chain: saleChain({}) })
    expect(
      await screen.findByRole('heading', {
        level: 1,
        name: 'One Spark costs $0.005, and 5 % less in SOGNI.',
      }),
    ).toBeTruthy()
    expect(screen.getByText('You pay').parentElement?.textContent).toContain('1 USDC')
    fireEvent.click(screen.getByRole('radio', { name: /SOGNI/ }))
    expect(screen.getByText('You pay').parentElement?.textContent).toContain('19 SOGNI')
    expect(screen.getByText('Never more than').parentElement?.textContent).toContain('19.19 SOGNI')
    expect(screen.getByRole('button', { name: 'Choose who pays first' })).toHaveProperty('disabled', true)
    expect(screen.getByRole('button', { name: 'Demo account, made in this browser' })).toBeTruthy()
  })

  it('explains a stop in words', async () => {
    await renderScreen(<SparkScreen />, { chain: saleChain({ paused: true }) })
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Spark is not sold at the moment.' }),
    ).toBeTruthy()
    expect(screen.getByText('A pauser has stopped the sale of Spark.')).toBeTruthy()
  })

  it('sells for the other currencies while one has no price', async () => {
    await renderScreen(<SparkScreen />, { chain: saleChain({ stopped: 'usdc' }) })
    expect(await screen.findByText('The price of this currency is too old to sell by.')).toBeTruthy()
    fireEvent.click(screen.getByRole('radio', { name: /ETH/ }))
    expect(screen.getByText('You pay').parentElement?.textContent).toContain('0.0003333 ETH')
  })
})
