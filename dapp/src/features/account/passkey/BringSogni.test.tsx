import { hashTransfer, isSignedBy, sogniDomain } from '@supernet/sdk/protocol'
import type { SignedTransfer, TransferView } from '@supernet/sdk/schema'
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, it, vi } from 'vitest'
import { callChain } from '../../../testing/callChain.ts'
import { accountRow, deviceWithAccount, renderScreen } from '../../../testing/renderScreen.tsx'
import { network, statusView } from '../../../testing/views.ts'
import { announceWallet } from '../../../testing/wallets.ts'
import type { Owner } from '../../../wallet/owner.ts'
import { BringSogni } from './BringSogni.tsx'

const key = privateKeyToAccount(`0x${'5a'.repeat(32)}`)
const owner: Extract<Owner, { kind: 'passkey' }> = {
  kind: 'passkey',
  address: accountRow.account,
  row: accountRow,
}
const signed = (state: TransferView['state'], change: Partial<TransferView> = {}): TransferView => ({
  id: `0x${'ab'.repeat(32)}`,
  from: key.address,
  to: accountRow.account,
  amount: parseEther('12.5'),
  state,
  ...change,
})

async function show(code: `0x${string}` | undefined, last: TransferView) {
  const postTransfer = vi.fn(async (_: { body: SignedTransfer }) => signed('waiting'))
  await renderScreen(<BringSogni owner={owner} />, {
    db: await deviceWithAccount(),
    relayer: {
      getStatus: async () => statusView,
      getLogin: async () => ({ login: { account: accountRow.account } as never }),
      postTransfer,
      getTransfer: async () => last,
    },
    chain: {
      ...callChain({ balanceOf: () => parseEther('20') }),
      getCode: async () => code,
      getBlock: (async () => ({ timestamp: 1_763_800_000n })) as never,
      waitForTransactionReceipt: (async () => ({ status: 'success', blockNumber: 98n })) as never,
    },
  })
  act(
    () =>
      void announceWallet({
        eth_requestAccounts: () => [key.address],
        eth_signTypedData_v4: ([, data = '']) => key.signTypedData(JSON.parse(data)),
      }),
  )
  fireEvent.click(await screen.findByRole('button', { name: 'Bring SOGNI from a wallet' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Bring from Test Wallet' }))
  return postTransfer
}
const type = async (value: string) =>
  fireEvent.change(await screen.findByRole('textbox', { name: /^Amount of SOGNI/ }), { target: { value } })

it('signs the transfer in the wallet, and has the relayer send it', async () => {
  const tx = `0x${'cd'.repeat(32)}` as const
  const postTransfer = await show(undefined, signed('mined', { tx, block: 98 }))
  await type('21')
  expect(await screen.findByText('The wallet holds 20 SOGNI')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Choose how much' })).toHaveProperty('disabled', true)
  await type('12.5')
  fireEvent.click(screen.getByRole('button', { name: 'Bring 12.5 SOGNI' }))
  // Once it is done, another wallet can be chosen.
  expect(
    await screen.findByRole('button', { name: 'Bring from Test Wallet' }, { timeout: 5_000 }),
  ).toBeTruthy()
  const { transfer, signature } = postTransfer.mock.calls[0]?.[0].body ?? ({} as never)
  expect(transfer).toMatchObject({ from: key.address, to: accountRow.account, amount: parseEther('12.5') })
  const digest = hashTransfer(sogniDomain(network.chainId, network.contracts.sogniToken), transfer)
  expect(await isSignedBy(key.address, digest, signature)).toBe(true)
})

it('says in words why it was not sent', async () => {
  await show('0xef010042', signed('refused', { code: 'transfer-used' }))
  await type('1')
  fireEvent.click(await screen.findByRole('button', { name: 'Bring 1 SOGNI' }))
  await waitFor(
    async () => expect((await screen.findByRole('alert')).textContent).toContain('carried out or taken back'),
    { timeout: 5_000 },
  )
})

it('offers nothing to a contract, which cannot sign it', async () => {
  await show('0x6001', signed('waiting'))
  expect(await screen.findByText(/is a contract and cannot sign this/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^Bring/ })).toBeNull()
})
