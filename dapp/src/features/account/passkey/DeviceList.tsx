import { useQuery } from '@tanstack/react-query'
import { useServices } from '../../../lib/services.ts'
import { type DeviceHere, devicesOptions } from '../../../queries/devices.ts'
import { Code } from '../../../ui/Code.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Mark } from '../../../ui/Mark.tsx'
import { Loading, Skeleton } from '../../../ui/Skeleton.tsx'
import { State } from '../../../ui/State.tsx'
import type { AccountRow } from '../../../wallet/passkey/accountRow.ts'
import { DeviceName } from './DeviceName.tsx'
import { AddWaiting, Revoke } from './deviceActions.tsx'
import { ReplaceOwner } from './ReplaceOwner.tsx'

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
  device: DeviceHere
  here: DeviceHere | undefined
}

function DeviceItem({ row, device, here }: DeviceItemProps) {
  return (
    <li
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b py-3"
      data-device={device.device}
      data-standing={device.standing}
    >
      <Mark id={device.device} />
      <DeviceName device={device} />
      {device.kind === 'wallet' ? (
        <Code value={device.signer} label="Wallet" />
      ) : (
        <span className="text-13 text-soft">
          {device.standing === 'owner' ? 'passkey of the account' : 'passkey'}
        </span>
      )}
      <span className="ml-auto">
        <Standing row={row} device={device} here={here} />
      </span>
    </li>
  )
}

function Standing({ row, device, here }: DeviceItemProps) {
  if (device.current)
    return <State tone="good">{device.kind === 'wallet' ? 'this wallet' : 'this device'}</State>
  if (device.standing === 'waiting') return <AddWaiting row={row} device={device} />
  if (device.standing === 'owner' && here?.kind !== 'passkey')
    return <ReplaceOwner row={row} owner={device} />
  return <Revoke row={row} device={device} here={here} />
}
