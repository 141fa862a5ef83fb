import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestStore } from '../../test/testStore.ts'
import { createLogger } from '../observability/logger.ts'
import type { Store } from './database.ts'
import { type LeaderTask, runAsLeader } from './leader.ts'

const LOCK = 42
const logger = createLogger('silent')

describe('the leader of a task', () => {
  let store: Store
  let stop: AbortController
  const running: Promise<void>[] = []
  beforeAll(async () => {
    store = await createTestStore()
  })
  afterAll(() => store.close())
  beforeEach(() => {
    stop = new AbortController()
  })
  afterEach(async () => {
    stop.abort()
    await Promise.all(running.splice(0))
  })

  const lead = (task: Partial<LeaderTask>, signal = stop.signal) => {
    let steps = 0
    const step = async () => {
      steps += 1
      return false
    }
    running.push(
      runAsLeader(store.pool, { name: 'test', lock: LOCK, intervalMs: 5, step, ...task }, logger, signal),
    )
    return () => steps
  }
  const until = async (holds: () => boolean) => {
    for (let turn = 0; turn < 500 && !holds(); turn++) await sleep(10)
    expect(holds()).toBe(true)
  }

  it('is one, and another one when it goes', async () => {
    const first = new AbortController()
    const one = lead({}, first.signal)
    await until(() => one() > 1)
    const other = lead({})
    await sleep(100)
    expect(other()).toBe(0)
    first.abort()
    await until(() => other() > 0)
  })

  it('rests where there is nothing to do, until it is woken', async () => {
    let wake = () => {}
    const steps = lead({
      idleMs: 60_000,
      wake: (listener) => {
        wake = listener
        return () => undefined
      },
    })
    await until(() => steps() === 1)
    await sleep(50)
    expect(steps()).toBe(1)
    wake()
    await until(() => steps() === 2)
    await sleep(50)
    expect(steps()).toBe(2)
  })

  it('does not rest where there is more to do, nor when it was woken during a step', async () => {
    let wake = () => {}
    let steps = 0
    const found = [true, true]
    lead({
      idleMs: 60_000,
      wake: (listener) => {
        wake = listener
        return () => undefined
      },
      step: async () => {
        steps += 1
        if (steps === 3) wake()
        return found[steps - 1] ?? false
      },
    })
    await until(() => steps === 4)
    await sleep(50)
    expect(steps).toBe(4)
  })

  it('goes on after a step that failed', async () => {
    let steps = 0
    lead({
      idleMs: 60_000,
      step: async () => {
        steps += 1
        throw new Error('no luck')
      },
    })
    await until(() => steps > 2)
  })

  it('loses the lead with its connection, also while it rests', async () => {
    const steps = lead({ idleMs: 60_000 })
    await until(() => steps() === 1)
    await store.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = ${LOCK}`,
    )
    // It takes the lead again, with another connection.
    await until(() => steps() === 2)
  })
})
