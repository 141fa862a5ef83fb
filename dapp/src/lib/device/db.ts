import type { JobRecord } from '@supernet/sdk/client'
import type { JobId, SignedTab } from '@supernet/sdk/schema'
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

type Address = `0x${string}`

/** A private key at rest: AES-GCM under a key that the browser never gives out. */
export interface WrappedKey {
  /** What the key is for: `owner`, or `render:<deployment>`. */
  readonly scope: string
  readonly address: Address
  readonly iv: Uint8Array<ArrayBuffer>
  readonly ciphertext: ArrayBuffer
  readonly createdAt: number
}

/** A job as the SDK keeps it, with the deployment it belongs to: pictures outlive a network that is set up anew. */
export interface JobRow {
  readonly jobId: JobId
  readonly deployment: string
  readonly createdAt: number
  readonly record: JobRecord
}

interface DeviceSchema extends DBSchema {
  settings: { key: string; value: unknown }
  vault: { key: string; value: CryptoKey }
  keys: { key: [string, Address]; value: WrappedKey; indexes: { scope: string } }
  jobs: { key: JobId; value: JobRow; indexes: { createdAt: number; deployment: string } }
  /** PNG files. */
  images: { key: [JobId, number]; value: Uint8Array }
  /** Highest number ever taken, plus one, by deployment and session. */
  numbers: { key: [string, Address]; value: number }
  tabs: { key: [string, Address]; value: SignedTab }
  /** Names of models by deployment and id, for labels of pictures whose network is gone. */
  names: { key: [string, number]; value: string }
}

export type DeviceDb = IDBPDatabase<DeviceSchema>

/** Everything that this device keeps: keys, jobs and pictures. */
export const openDeviceDb = (name = 'supernet'): Promise<DeviceDb> =>
  openDB<DeviceSchema>(name, 1, {
    upgrade(db) {
      db.createObjectStore('settings')
      db.createObjectStore('vault')
      db.createObjectStore('keys', { keyPath: ['scope', 'address'] }).createIndex('scope', 'scope')
      const jobs = db.createObjectStore('jobs', { keyPath: 'jobId' })
      jobs.createIndex('createdAt', 'createdAt')
      jobs.createIndex('deployment', 'deployment')
      db.createObjectStore('images')
      db.createObjectStore('numbers')
      db.createObjectStore('tabs')
      db.createObjectStore('names')
    },
  })
