import { createSupernet, type Rating, type RedeliveryUpdate } from '@supernet/sdk/client'
import type { JobId } from '@supernet/sdk/schema'
import { unwrapKey } from '../../wallet/vault.ts'
import type { DeviceDb, WrappedKey } from '../device/db.ts'
import { indexedDbJobStore } from '../device/jobStore.ts'
import { decodePng } from '../png.ts'
import { deploymentOf, type Services } from '../services.ts'
import { Studio } from './studio.ts'

/** How long a delivered line waits for a rating (protocol 5). */
const HOLD_TAB_MS = 60_000

/** The SDK's client with this device's keys and store, and the studio over it. */
export interface Engine {
  /** Render keys that it signs with: a budget opened this moment belongs to the next engine. */
  readonly keys: ReadonlySet<string>
  readonly studio: Studio
  /** False when the line was signed before the rating came. */
  rate(jobId: JobId, image: number, rating: Rating): Promise<boolean>
  /** Asks the worker of one lost picture for it again. What comes is stored. */
  redeliver(jobId: JobId, image: number, signal: AbortSignal): AsyncGenerator<RedeliveryUpdate>
  /** Signs every line that waits for a rating. */
  closeTabs(): Promise<void>
  close(): void
}

/** `keys`: the newest first; the others pay when its numbers or its money run short. */
export async function openEngine(
  services: Services,
  db: DeviceDb,
  keys: readonly WrappedKey[],
): Promise<Engine> {
  const [renderKey, ...nextKeys] = await Promise.all(keys.map((key) => unwrapKey(db, key)))
  if (renderKey === undefined) throw new Error('The engine needs a render key')
  const deployment = deploymentOf(services.network)
  const store = indexedDbJobStore(db, deployment, navigator.locks)
  const supernet = createSupernet({
    network: services.network,
    relayerUrl: window.location.origin,
    chain: await services.chain(),
    store,
    renderKey,
    nextKeys,
    decodePng,
    holdTabMs: HOLD_TAB_MS,
    until: 'final',
  })
  const studio = new Studio(supernet, new BroadcastChannel(`supernet-live:${deployment}`))
  const closeTabs = () => supernet.closeTabs()
  const onHide = () => {
    // A page that goes away for good may not finish this: the driver signs when it is opened again.
    if (document.visibilityState === 'hidden') void closeTabs().catch(() => undefined)
  }
  document.addEventListener('visibilitychange', onHide)
  return {
    keys: new Set(keys.map(({ address }) => address)),
    studio,
    async rate(jobId, image, rating) {
      const counts = await supernet.rate(jobId, { image }, rating)
      const shares = (await store.getJob(jobId))?.shares ?? []
      // With every share judged there is nothing left to wait for.
      if (counts && shares.every((share) => share.line === undefined || share.rating !== 0)) await closeTabs()
      return counts
    },
    redeliver: (jobId, image, signal) => supernet.redeliver(jobId, { images: [image], signal }),
    closeTabs,
    close() {
      document.removeEventListener('visibilitychange', onHide)
      studio.close()
      supernet.close()
    },
  }
}
