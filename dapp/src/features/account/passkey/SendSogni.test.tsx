import { fireEvent, screen } from '@testing-library/react'
import { parseEther } from 'viem'
import { expect, it } from 'vitest'
import { callChain } from '../../../testing/callChain.ts'
import { accountRow, deviceWithAccount, renderScreen } from '../../../testing/renderScreen.tsx'
import { network, statusView } from '../../../testing/views.ts'
import { SendSogni } from './SendSogni.tsx'

const PAYEE = `0x${'5a'.repeat(19)}c3`

const type = (label: RegExp, value: string) =>
  fireEvent.change(screen.getByRole('textbox', { name: label }), { target: { value } })

async function show(held: string) {
  const { sogniToken: token } = network.contracts
  const limits = [{ token, most: parseEther('1000'), left: parseEther('988') }]
  await renderScreen(<SendSogni account={accountRow.account} />, {
    db: await deviceWithAccount(),
    relayer: {
      getStatus: async () => statusView,
      getPayees: async () => ({ payees: [], delay: 86_400, limits }),
    },
    chain: callChain({
      classBalanceOf: () => 0n,
      balanceOf: () => parseEther(held),
      allowance: () => 0n,
    }),
  })
}

it('says who gets how much, and sends after the end of the address was repeated', async () => {
  await show('20')
  await screen.findByText('You hold 20 SOGNI.')
  expect(screen.getByRole('button', { name: 'Choose whom and how much' })).toHaveProperty('disabled', true)
  type(/^To the address/, '0x12')
  expect(await screen.findByText('An address begins with 0x and has 42 characters')).toBeTruthy()
  type(/^To the address/, accountRow.account)
  expect(await screen.findByText('This is your own address')).toBeTruthy()
  type(/^To the address/, PAYEE)
  type(/^Amount to send in SOGNI/, '21')
  expect(await screen.findByText('You hold 20 SOGNI')).toBeTruthy()
  type(/^Amount to send in SOGNI/, '12.5')
  expect((await screen.findByText(/^You send/)).textContent).toContain(
    'You send 12.5 SOGNI ($0.63) to the address that begins with 0x5a5a and ends in 5ac3.',
  )
  expect(screen.getByRole('button', { name: 'Confirm the address first' })).toHaveProperty('disabled', true)
  type(/^Type the last four/, '5AC3')
  expect(screen.getByRole('button', { name: 'Send 12.5 SOGNI' })).toHaveProperty('disabled', false)
})

it('says the limit for new people before anything is signed, and has them announced beyond it', async () => {
  await show('2000')
  expect(await screen.findByText(/1,000 SOGNI a day at once, 988 SOGNI left today/)).toBeTruthy()
  type(/^To the address/, PAYEE)
  type(/^Amount to send in SOGNI/, '988.5')
  expect(await screen.findByRole('button', { name: /^Announce the address/ })).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Not before the address opens' })).toHaveProperty(
    'disabled',
    true,
  )
  type(/^Amount to send in SOGNI/, '988')
  expect(await screen.findByText(/^You send/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^Announce/ })).toBeNull()
})
