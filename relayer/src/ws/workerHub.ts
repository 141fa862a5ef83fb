import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import type { Common } from '../common.ts'
import { cosigns } from '../store/schema/index.ts'
import { keepPresent } from './admitWorker.ts'
import { refreshBonds } from './bonds.ts'

type Hex = `0x${string}`

interface Peer {
  sendDuties(): Promise<void>
  close(code: string): void
}

/** Workers connected to this replica; wakes those that a notification concerns. */
export interface WorkerHub {
  /** A worker that connects again replaces its older connection. */
  add(operator: Hex, peer: Peer): void
  /** False when a newer connection has taken the place. */
  remove(operator: Hex, sendDuties: Peer['sendDuties']): boolean
  start(signal: AbortSignal): Promise<void>
}

const KEEP_MS = 5_000
const BONDS_MS = 30_000

export function createWorkerHub(common: Common): WorkerHub {
  const { bus, store, logger } = common
  const peers = new Map<Hex, Peer>()

  const wake = (operators: readonly Hex[]) => {
    for (const operator of operators)
      peers
        .get(operator)
        ?.sendDuties()
        .catch((error: unknown) => logger.warn({ error, operator }, 'duties were not sent'))
  }

  const wakeCosigners = async (id: string): Promise<void> => {
    if (peers.size === 0) return
    const rows = await store.db.select({ operator: cosigns.operator }).from(cosigns).where(eq(cosigns.id, id))
    wake(rows.map((row) => row.operator))
  }

  return {
    add: (operator, peer) => {
      peers.get(operator)?.close('aborted')
      peers.set(operator, peer)
    },
    remove: (operator, sendDuties) => {
      if (peers.get(operator)?.sendDuties !== sendDuties) return false
      return peers.delete(operator)
    },
    start: async (signal) => {
      const stop = bus.subscribe((event) => {
        if (event.topic === 'operator') wake([event.operator])
        if (event.topic === 'cosign')
          wakeCosigners(event.id).catch((error: unknown) =>
            logger.warn({ error }, 'co-signers were not woken'),
          )
      })
      let bondsRead = performance.now()
      while (!signal.aborted) {
        const operators = [...peers.keys()]
        await keepPresent(common, operators).catch((error: unknown) =>
          logger.warn({ error }, 'presence was not kept'),
        )
        if (performance.now() - bondsRead >= BONDS_MS) {
          // Not waited for: a slow chain must not make workers look absent.
          bondsRead = Number.POSITIVE_INFINITY
          refreshBonds(common, operators)
            .catch((error: unknown) => logger.warn({ error }, 'bonds were not read'))
            .finally(() => {
              bondsRead = performance.now()
            })
        }
        // A lost wake-up is made good here.
        wake(operators)
        await sleep(KEEP_MS, undefined, { signal }).catch(() => undefined)
      }
      stop()
    },
  }
}
