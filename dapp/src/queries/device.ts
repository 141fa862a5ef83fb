import type { JobId } from '@supernet/sdk/schema'
import { queryOptions } from '@tanstack/react-query'
import type { DeviceDb } from '../lib/device/db.ts'
import { deploymentOf, type Services } from '../lib/services.ts'
import { listKeys, renderScope } from '../wallet/keys.ts'

/** What the device keeps changes only by its own hand: the second word of each key is the topic that refetches it. */
const local = { staleTime: Number.POSITIVE_INFINITY, retry: false } as const

/** Render keys of this device on this deployment, the newest first. */
export const renderKeysOptions = (db: DeviceDb, services: Services) =>
  queryOptions({
    ...local,
    queryKey: ['device', 'keys', deploymentOf(services.network)],
    queryFn: () => listKeys(db, renderScope(services)),
    // Keys hold bytes, which are never equal to themselves read again: compare by address.
    structuralSharing: (old, fresh) => (sameKeys(old, fresh) ? old : fresh),
  })

type Addressed = readonly { readonly address: string }[]

const sameKeys = (old: unknown, fresh: unknown): boolean =>
  Array.isArray(old) &&
  Array.isArray(fresh) &&
  (old as Addressed).map(({ address }) => address).join() ===
    (fresh as Addressed).map(({ address }) => address).join()

/** Every job of this device, of every deployment it ever worked with, the newest first. */
export const jobsOptions = (db: DeviceDb) =>
  queryOptions({
    ...local,
    queryKey: ['device', 'jobs'],
    queryFn: async () => (await db.getAllFromIndex('jobs', 'createdAt')).reverse(),
  })

/** Which pictures are still kept: `jobId:image`. */
export const keptImagesOptions = (db: DeviceDb) =>
  queryOptions({
    ...local,
    queryKey: ['device', 'pictures'],
    queryFn: async () =>
      new Set((await db.getAllKeys('images')).map(([jobId, image]) => `${jobId}:${image}`)),
  })

export const pngBlob = (png: Uint8Array): Blob => new Blob([new Uint8Array(png)], { type: 'image/png' })

/** One stored picture; null once it was removed from this device. It never changes. */
export const pictureOptions = (db: DeviceDb, jobId: JobId, image: number) =>
  queryOptions({
    ...local,
    queryKey: ['device', 'png', jobId, image],
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
