import { relayerClient } from '@supernet/sdk/http'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { openDeviceDb } from '../lib/device/db.ts'
import { DeviceContext } from '../lib/device/device.ts'
import { createServices, ServicesContext } from '../lib/services.ts'
import { StudioProvider } from '../lib/studio/StudioProvider.tsx'
import { networkOptions } from '../queries/network.ts'
import { ErrorNote } from '../ui/ErrorNote.tsx'
import { OwnerProvider } from '../wallet/OwnerProvider.tsx'
import { SetUpProvider } from '../wallet/passkey/SetUpProvider.tsx'
import { DeviceChanges } from './DeviceChanges.tsx'
import { ScreenSkeleton } from './ScreenSkeleton.tsx'

const relayer = relayerClient(window.location.origin)

const deviceOptions = {
  queryKey: ['device'],
  queryFn: () => openDeviceDb(),
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
}

/** Nothing below it runs before the network's addresses and the device's database are known. */
export function Gate({ children }: { children: ReactNode }) {
  const network = useQuery(networkOptions(relayer))
  const device = useQuery(deviceOptions)
  const services = useMemo(
    () => (network.data === undefined ? undefined : createServices(network.data, window.location.origin)),
    [network.data],
  )

  const failed = network.error ?? device.error
  if (failed !== null) {
    return (
      <main className="p-8">
        <ErrorNote
          error={failed}
          title={
            network.error === null
              ? 'This browser does not let the page store anything.'
              : 'The network could not be reached.'
          }
          onRetry={() => (network.error === null ? device.refetch() : network.refetch())}
        />
      </main>
    )
  }
  if (services === undefined || device.data === undefined) return <ScreenSkeleton />
  return (
    <ServicesContext value={services}>
      <DeviceContext value={device.data}>
        <DeviceChanges />
        <OwnerProvider>
          <SetUpProvider>
            <StudioProvider>{children}</StudioProvider>
          </SetUpProvider>
        </OwnerProvider>
      </DeviceContext>
    </ServicesContext>
  )
}
