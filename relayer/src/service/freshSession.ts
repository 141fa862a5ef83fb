import { setTimeout as sleep } from 'node:timers/promises'
import type { Common } from '../common.ts'
import type { SessionTerms } from '../core/checkTicket.ts'
import { readSession, sessionTerms } from '../store/sessions.ts'
import { readIndexedBlock } from '../store/status.ts'

const WAIT_MS = 3_000
const TURN_MS = 100

/**
 * The session as the index has it. A user who has just opened it, or paid in, may be faster than the index: where the
 * first look does not satisfy `enough`, the index is given the time to reach the chain's head.
 */
export async function freshSession(
  { store, chain }: Common,
  key: `0x${string}`,
  enough: (session: SessionTerms) => boolean,
): Promise<SessionTerms | undefined> {
  const read = async () => {
    const row = await readSession(store.db, key)
    return row && sessionTerms(row)
  }
  const first = await read()
  if (first !== undefined && enough(first)) return first
  const head = Number(await chain.getBlockNumber())
  const end = performance.now() + WAIT_MS
  while ((await readIndexedBlock(store.db)) < head && performance.now() < end) await sleep(TURN_MS)
  return read()
}
