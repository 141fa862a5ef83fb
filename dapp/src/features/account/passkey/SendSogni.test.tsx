// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { callChain } from '../../../testing/callChain.ts'
import { accountRow, deviceWithAccount, renderScreen } from '../../../testing/renderScreen.tsx'
import { statusView } from '../../../testing/views.ts'
import { SendSogni } from './SendSogni.tsx'

const PAYEE = `0x${'5a'.repeat(19)}c3`

const type = (label: RegExp, value: string) =>
  fireEvent.change(screen.getByRole('textbox', { name: label }), { target: { value } })

it('says who gets how much, and sends after the end of the address was repeated', async () => {
  const chain = callChain({
    classBalanceOf: () => 0n,
    balanceOf: () => 20n * 10n ** 18n,
    allowance: () => 0n,
  })
  await renderScreen(<SendSogni account={accountRow.account} />, {
    db: await deviceWithAccount(),
    relayer: { getStatus: async () => statusView },
    chain,
  })
  await screen.findByText('You hold 20 SOGNI.')
  expect(screen.getByRole('button', { name: 'Choose whom and how much' })).toHaveProperty('disabled', true)
  type(/^To the address/, '0x12')
  expect(await screen.findByText('An address begins with 0x and has 42 characters')).toBeTruthy()
  type(/^To the address/, accountRow.account)
  expect(await screen.findByText('This is your own address')).toBeTruthy()
  type(/^To the address/, PAYEE)
  type(/^Amount in SOGNI/, '21')
  expect(await screen.findByText('You hold 20 SOGNI')).toBeTruthy()
  type(/^Amount in SOGNI/, '12.5')
  expect((await screen.findByText(/^You send/)).textContent).toContain(
    'You send 12.5 SOGNI ($0.63) to the address that begins with 0x5a5a and ends in 5ac3.',
  )
  expect(screen.getByRole('button', { name: 'Confirm the address first' })).toHaveProperty('disabled', true)
  type(/^Type the last four/, '5AC3')
  expect(screen.getByRole('button', { name: 'Send 12.5 SOGNI' })).toHaveProperty('disabled', false)
})
