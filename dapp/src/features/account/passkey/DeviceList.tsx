import { useQuery } from '@tanstack/react-query'
import { type Hex, slice } from 'viem'
import { useServices } from '../../../lib/services.ts'
import { type DeviceView, devicesOptions } from '../../../queries/devices.ts'
import { Code } from '../../../ui/Code.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Mark } from '../../../ui/Mark.tsx'
import { Loading, Skeleton } from '../../../ui/Skeleton.tsx'
import { State } from '../../../ui/State.tsx'
import { TxButton } from '../../../ui/TxButton.tsx'
import type { AccountRow } from '../../../wallet/passkey/accountRow.ts'
import { useCalls } from './useCalls.ts'

/** Who may do everything that the account may, and a way to take that back. */
export function DeviceList({ row }: { row: AccountRow }) {
  const services = useServices()
  const devices = useQuery(devicesOptions(services, row))
  if (devices.data === undefined) {
    if (devices.error !== null)
      return (
        <ErrorNote
          error={devices.error}
          title="The devices could not be read."
          onRetry={() => devices.refetch()}
        />
      )
    return (
      <Loading what="devices">
        <Skeleton className="h-16 w-full" />
      </Loading>
    )
  }
  const here = devices.data.find(({ current }) => current)
  return (
    <ul data-devices>
      {devices.data.map((device) => (
        <DeviceItem key={device.device} row={row} device={device} here={here} />
      ))}
    </ul>
  )
}

interface DeviceItemProps {
  row: AccountRow
  device: DeviceView
  here: DeviceView | undefined
}

function DeviceItem({ row, device, here }: DeviceItemProps) {
  const name = nameOf(device)
  return (
    <li
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b py-3"
      data-device={device.device}
    >
      <Mark id={device.device} />
      <span className="min-w-0">{name}</span>
      {device.kind === 'wallet' ? (
        <Code value={device.signer} label="Wallet" />
      ) : (
        <span className="text-13 text-soft">{device.owns ? 'passkey of the account' : 'passkey'}</span>
      )}
      <span className="ml-auto">
        {device.current ? (
          <State tone="good">{device.kind === 'wallet' ? 'this wallet' : 'this device'}</State>
        ) : device.owns && here?.kind !== 'passkey' ? (
          <span className="text-13 text-soft">another passkey can replace it</span>
        ) : (
          <Revoke row={row} device={device} here={here} name={name} />
        )}
      </span>
    </li>
  )
}

const nameOf = ({ name, kind }: DeviceView) => name ?? (kind === 'wallet' ? 'Wallet' : 'Another device')

/**
 * A device is removed. The account's own passkey is replaced by the one of this device: only then is the lost one worth
 * nothing.
 */
function Revoke({ row, device, here, name }: DeviceItemProps & { name: string }) {
  const services = useServices()
  const tx = useCalls({
    done: `${name} signs for the account no more.`,
    prepare: async () => {
      const { removingDevice, replacingOwner } = await import('../../../wallet/passkey/manage.ts')
      const { contracts } = services.network
      if (!device.owns) return removingDevice(contracts, device.device)
      if (here === undefined) throw new Error('Only a device of the account sees this button')
      const { qx, qy } = keyOf(here.signer)
      return replacingOwner(contracts, row.account, { device: here.device, qx, qy })
    },
  })
  return <TxButton tone="paper" state={tx.state} verb={`Revoke ${name}`} onPress={() => void tx.press()} />
}

/** A passkey as ERC-7913 signer: 20 bytes of the verifier, then x and y. */
const keyOf = (signer: Hex) => ({ qx: slice(signer, 20, 52), qy: slice(signer, 52, 84) })
