import { screen } from '@testing-library/react'
import { TransactionReceiptNotFoundError } from 'viem'
import { describe, expect, it } from 'vitest'
import { never, renderScreen } from '../../testing/renderScreen.tsx'
import { TxScreen } from './TxScreen.tsx'

const hash = `0x${'ab'.repeat(32)}` as const
const place = { at: `/tx/${hash}`, path: '/tx/:hash' }
const receipt = {
  status: 'success',
  blockNumber: 9n,
  from: '0x1111111111111111111111111111111111111111',
  to: '0x2222222222222222222222222222222222222222',
  gasUsed: 103_613n,
  logs: [],
}
const getBlock = (async ({ blockTag }: { blockTag?: string } = {}) =>
  blockTag === 'finalized' ? { number: 8n } : { timestamp: 1_763_800_000n }) as never

describe('TxScreen', () => {
  it('keeps the places while it loads', async () => {
    await renderScreen(<TxScreen />, { ...place, chain: { getTransactionReceipt: never } })
    expect(screen.getByRole('status').textContent).toContain('Loading the transaction')
  })

  it('says so when the address is no transaction', async () => {
    await renderScreen(<TxScreen />, { at: '/tx/0x12', path: '/tx/:hash' })
    expect(screen.getByText('The address is cut short')).toBeTruthy()
  })

  it('says so when the chain does not know it', async () => {
    const getTransactionReceipt = () => Promise.reject(new TransactionReceiptNotFoundError({ hash }))
    await renderScreen(<TxScreen />, { ...place, chain: { getTransactionReceipt, getBlock } })
    expect((await screen.findByRole('alert')).textContent).toContain('not-found')
  })

  it('shows the block, its finality and the gas', async () => {
    const getTransactionReceipt = (async () => receipt) as never
    await renderScreen(<TxScreen />, { ...place, chain: { getTransactionReceipt, getBlock } })
    expect(await screen.findByText('103,613')).toBeTruthy()
    expect(screen.getByText('in a block')).toBeTruthy()
  })
})
