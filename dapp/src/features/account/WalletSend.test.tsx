import { BaseError } from '@supernet/sdk/errors'
import { fireEvent, screen } from '@testing-library/react'
import { parseEther } from 'viem'
import { expect, it, vi } from 'vitest'
import { callChain } from '../../testing/callChain.ts'
import { deviceWithOwner, renderScreen } from '../../testing/renderScreen.tsx'
import { statusView } from '../../testing/views.ts'
import { announceWallet, WALLET } from '../../testing/wallets.ts'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import { WalletSend } from './WalletSend.tsx'

const PAYEE = `0x${'5a'.repeat(19)}c3`
const SIGNATURE = `0x${'1b'.repeat(65)}`

function Screen() {
  const { owner } = useOwner()
  return owner?.kind === 'wallet' ? <WalletSend owner={owner} /> : null
}

async function show(code: `0x${string}` | undefined) {
  announceWallet({ personal_sign: () => SIGNATURE, eth_signTypedData_v4: () => SIGNATURE })
  const { db } = await deviceWithOwner()
  let account: string | undefined
  const postWalletLogin = vi.fn(async () => {
    account = WALLET
    return { account } as never
  })
  const postTransfer = vi.fn(() => Promise.reject(new BaseError('payee-too-new')))
  await renderScreen(<Screen />, {
    db,
    relayer: {
      getStatus: async () => statusView,
      getLogin: async () => ({ login: account === undefined ? undefined : ({ account } as never) }),
      getPayees: async () => ({ payees: [], delay: 86_400, limits: [] }),
      postChallenge: async () => ({ challenge: `0x${'11'.repeat(32)}` }) as never,
      ...{ postWalletLogin, postTransfer },
    },
    chain: {
      ...callChain({ classBalanceOf: () => 0n, balanceOf: () => parseEther('2000'), allowance: () => 0n }),
      getCode: async () => code,
      getBlock: (async () => ({ timestamp: 1_763_800_000n })) as never,
    },
  })
  return { postWalletLogin, postTransfer }
}

it('signs in once, signs the transfer, and offers to announce a new payee', async () => {
  const { postWalletLogin, postTransfer } = await show(undefined)
  const type = async (label: RegExp, value: string) =>
    fireEvent.change(await screen.findByRole('textbox', { name: label }), { target: { value } })
  await screen.findByText('You hold 2,000 SOGNI.')
  await type(/^To the address/, PAYEE)
  await type(/^Amount to send in SOGNI/, '1500')
  await type(/^Type the last four/, '5AC3')
  fireEvent.click(screen.getByRole('button', { name: 'Send 1,500 SOGNI' }))
  expect(await screen.findByRole('button', { name: /^Announce the address/ })).toBeTruthy()
  expect(postWalletLogin).toHaveBeenCalledTimes(1)
  expect(postTransfer).toHaveBeenCalledTimes(1)
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  await vi.waitFor(() => expect(postTransfer).toHaveBeenCalledTimes(2))
  expect(postWalletLogin).toHaveBeenCalledTimes(1)
})

it('is absent for a wallet that is a contract', async () => {
  await show('0x6001')
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(screen.queryByText('Send SOGNI')).toBeNull()
})
