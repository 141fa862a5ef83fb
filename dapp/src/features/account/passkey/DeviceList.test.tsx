// @vitest-environment jsdom
import { passkeySigner, signerId } from '@supernet/sdk/protocol'
import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { callChain } from '../../../testing/callChain.ts'
import { accountRow, deviceWithAccount, renderScreen } from '../../../testing/renderScreen.tsx'
import { network } from '../../../testing/views.ts'
import { DeviceList } from './DeviceList.tsx'

const WALLET = `0x${'5a'.repeat(20)}` as const
const GONE = `0x${'6b'.repeat(20)}` as const
const added = (signer: `0x${string}`) => ({
  eventName: 'DeviceAdded',
  args: { device: signerId(signer), signer },
})

it('lists who signs for the account by the chain, and revokes all but this device', async () => {
  const { webAuthnVerifier } = network.contracts
  const here = signerId(passkeySigner(webAuthnVerifier, accountRow.founding))
  const chain = {
    ...callChain({ signer: () => [accountRow.founding.qx, accountRow.founding.qy] }),
    getCode: async () => '0x01',
    getContractEvents: async () => [
      added(GONE),
      added(WALLET),
      { eventName: 'DeviceRemoved', args: { device: signerId(GONE) } },
    ],
  }
  const logins = [{ signer: { device: here, name: 'Chrome on Mac' } }]
  await renderScreen(<DeviceList row={accountRow} />, {
    db: await deviceWithAccount(),
    relayer: { getLogins: async () => ({ logins }) as never },
    chain: chain as never,
  })
  expect(await screen.findByText('Chrome on Mac')).toBeTruthy()
  expect(screen.getAllByRole('listitem')).toHaveLength(2)
  expect(screen.getByText('this device')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Revoke Wallet' })).toBeTruthy()
})
