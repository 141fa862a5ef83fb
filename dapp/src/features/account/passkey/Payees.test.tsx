import type { PayeeView } from '@supernet/sdk/schema'
import { fireEvent, screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { accountRow, renderScreen } from '../../../testing/renderScreen.tsx'
import { statusView } from '../../../testing/views.ts'
import { AnnouncePayee, Payees } from './Payees.tsx'

const PAYEE = '0x5A5a5a5A5A5A5A5a5a5a5A5a5A5A5A5A5A5a5A5A'
const NOW = statusView.chainTime
const payee = (opensAt: number): PayeeView => ({
  payee: PAYEE,
  name: 'Ends in 5A5A',
  announcedAt: opensAt - 86_400,
  opensAt,
  device: `0x${'ab'.repeat(32)}`,
})
const rule = { delay: 86_400, limits: [] }
const { account } = accountRow

describe('people whom an account announced', () => {
  it('are announced once, and open after the wait', async () => {
    const payees: PayeeView[] = []
    const postPayee = vi.fn(async () => {
      payees.push(payee(NOW + 86_400))
      return payees[0] as PayeeView
    })
    await renderScreen(<AnnouncePayee account={account} payee={PAYEE} />, {
      relayer: { getPayees: async () => ({ payees: [...payees], ...rule }), postPayee },
    })
    fireEvent.click(screen.getByRole('button', { name: 'Announce the address that ends in 5A5A' }))
    expect(await screen.findByText(/^It opens on/)).toBeTruthy()
    expect(postPayee).toHaveBeenCalledTimes(1)
  })

  it('are shown with the time that they open, and can be cancelled', async () => {
    const deletePayee = vi.fn(async () => ({ accepted: true as const }))
    await renderScreen(<Payees account={account} />, {
      relayer: {
        getPayees: async () => ({ payees: [payee(NOW + 3_600)], ...rule }),
        getStatus: async () => statusView,
        deletePayee: deletePayee as never,
      },
    })
    expect(await screen.findByText(/^opens in 60 min/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    await vi.waitFor(() => expect(deletePayee).toHaveBeenCalledWith({ params: { payee: PAYEE } }))
  })
})
