import { passkeySigner, signerId } from '@supernet/sdk/protocol'
import type { DeviceView } from '@supernet/sdk/schema'
import { fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { accountRow, deviceWithAccount, renderScreen } from '../../../testing/renderScreen.tsx'
import { network } from '../../../testing/views.ts'
import { DeviceList } from './DeviceList.tsx'

const { webAuthnVerifier } = network.contracts
const WALLET = `0x${'5a'.repeat(20)}` as const
const passkey = (byte: string) => {
  const word = `0x${byte.repeat(32)}` as const
  return passkeySigner(webAuthnVerifier, { qx: word, qy: word })
}
const device = (signer: `0x${string}`, change: Partial<DeviceView>): DeviceView => ({
  device: signerId(signer),
  signer,
  kind: 'passkey',
  standing: 'device',
  ...change,
})
const here = device(passkeySigner(webAuthnVerifier, accountRow.founding), { name: 'Chrome on Mac' })

async function show(devices: DeviceView[], patchDevice = vi.fn(async () => ({ accepted: true as const }))) {
  await renderScreen(<DeviceList row={accountRow} />, {
    db: await deviceWithAccount(),
    relayer: { getDevices: async () => ({ devices }), patchDevice: patchDevice as never },
  })
  await screen.findAllByRole('listitem')
  return patchDevice
}

describe('DeviceList', () => {
  it('revokes all but this device, and adds one that waits', async () => {
    await show([
      device(passkey('aa'), { standing: 'owner', name: 'Safari on iPhone' }),
      here,
      device(WALLET, { kind: 'wallet' }),
      device(passkey('bb'), { standing: 'waiting', name: 'Edge on Windows' }),
    ])
    const [owner, mine, wallet, waiting] = screen.getAllByRole('listitem').map((item) => within(item))
    expect(owner?.getByRole('button', { name: 'Revoke Safari on iPhone' })).toBeTruthy()
    expect(mine?.getByText('this device')).toBeTruthy()
    expect(wallet?.getByRole('button', { name: 'Revoke Wallet' })).toBeTruthy()
    expect(waiting?.getByRole('button', { name: 'Add Edge on Windows' })).toBeTruthy()
  })

  it('gives a device another name', async () => {
    const patchDevice = await show([here])
    fireEvent.click(screen.getByRole('button', { name: 'Rename Chrome on Mac' }))
    const field = screen.getByRole('textbox', { name: 'Name of the device' })
    fireEvent.change(field, { target: { value: ' My laptop ' } })
    fireEvent.click(screen.getByRole('button', { name: 'Save' }))
    await vi.waitFor(() =>
      expect(patchDevice).toHaveBeenCalledWith({
        params: { device: here.device },
        body: { name: 'My laptop' },
      }),
    )
  })
})
