import { useServices } from '../../../lib/services.ts'
import type { DeviceHere } from '../../../queries/devices.ts'
import { TxButton } from '../../../ui/TxButton.tsx'
import type { AccountRow } from '../../../wallet/passkey/accountRow.ts'
import { deviceNameOf } from './DeviceName.tsx'
import { useCalls } from './useCalls.ts'

interface DeviceActionProps {
  row: AccountRow
  device: DeviceHere
}

/** A device that asked for the account and was not added yet. */
export function AddWaiting({ row, device }: DeviceActionProps) {
  const services = useServices()
  const name = deviceNameOf(device)
  const tx = useCalls({
    done: `${name} signs for this account now.`,
    prepare: async () => {
      const { addingDevice } = await import('../../../wallet/passkey/manage.ts')
      return addingDevice(await services.chain(), services.network.contracts, row.account, device.signer)
    },
  })
  return <TxButton tone="paper" state={tx.state} verb={`Add ${name}`} onPress={() => void tx.press()} />
}

/**
 * A device is removed. The account's own passkey is replaced by the one of this device: only then is the lost one worth
 * nothing. The render key that the account was born with goes along.
 */
export function Revoke({ row, device, here }: DeviceActionProps & { here: DeviceHere | undefined }) {
  const services = useServices()
  const name = deviceNameOf(device)
  const tx = useCalls({
    done: `${name} signs for the account no more.`,
    prepare: async () => {
      const { removingDevice, replacingOwner, revokingBirth } = await import(
        '../../../wallet/passkey/manage.ts'
      )
      const { contracts } = services.network
      if (device.standing !== 'owner') return removingDevice(contracts, device.device)
      if (here === undefined) throw new Error('Only a device of the account sees this button')
      return [
        ...replacingOwner(contracts, row.account, here),
        ...(await revokingBirth(await services.chain(), contracts, row)),
      ]
    },
  })
  return <TxButton tone="paper" state={tx.state} verb={`Revoke ${name}`} onPress={() => void tx.press()} />
}
