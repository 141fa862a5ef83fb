import type { JobId } from '@supernet/sdk/schema'
import { queryOptions } from '@tanstack/react-query'
import type { DeviceDb } from '../lib/device/db.ts'
import { deploymentOf, type Services } from '../lib/services.ts'
import { renderScope } from '../wallet/renderKey.ts'
import { listKeys } from '../wallet/vault.ts'

/** What the device keeps changes only by its own hand: `version` of useDeviceVersion is part of each key. */
const local = { staleTime: Number.POSITIVE_INFINITY, retry: false } as const

/** Render keys of this device on this deployment, the newest first. */
export const renderKeysOptions = (db: DeviceDb, services: Services, version: number) =>
  queryOptions({
    ...local,
    queryKey: ['device', 'keys', deploymentOf(services.network), version],
    queryFn: () => listKeys(db, renderScope(services)),
    placeholderData: (previous) => previous,
  })

/** Every job of this device, of every deployment it ever worked with, the newest first. */
export const jobsOptions = (db: DeviceDb, version: number) =>
  queryOptions({
    ...local,
    queryKey: ['device', 'jobs', version],
    queryFn: async () => (await db.getAllFromIndex('jobs', 'createdAt')).reverse(),
    placeholderData: (previous) => previous,
  })

/** Which pictures are still kept: `jobId:image`. */
export const keptImagesOptions = (db: DeviceDb, version: number) =>
  queryOptions({
    ...local,
    queryKey: ['device', 'kept', version],
    queryFn: async () =>
      new Set((await db.getAllKeys('images')).map(([jobId, image]) => `${jobId}:${image}`)),
    placeholderData: (previous) => previous,
  })

export const pngBlob = (png: Uint8Array): Blob => new Blob([new Uint8Array(png)], { type: 'image/png' })

/** One stored picture; null once it was removed from this device. */
export const pictureOptions = (db: DeviceDb, jobId: JobId, image: number) =>
  queryOptions({
    ...local,
    queryKey: ['device', 'picture', jobId, image],
    queryFn: async () => {
      const png = await db.get('images', [jobId, image])
      return png === undefined ? null : pngBlob(png)
    },
  })

export const modelNameOptions = (db: DeviceDb, deployment: string, model: number) =>
  queryOptions({
    ...local,
    queryKey: ['device', 'name', deployment, model],
    queryFn: async () => (await db.get('names', [deployment, model])) ?? `Model ${model}`,
  })
