import { setTimeout as sleep } from 'node:timers/promises'
import type { LocalAccount } from 'viem'
import type { Common } from '../../common.ts'
import { newestBundle, readBundles } from '../bundleRows.ts'
import { type Bundler, createBundler } from '../bundler.ts'
import { RpcError } from '../rpcError.ts'

export type BundlingMode = 'auto' | 'manual'

/** A bundler that can be told when to send. */
export interface ManualBundler extends Pick<Bundler, 'step'> {
  setMode(mode: BundlingMode): void
  /** Sends the next bundle and waits for its block; its transaction, or undefined where nothing could be sent. */
  sendNow(): Promise<string | undefined>
  /** Does something while no bundle is on its way. */
  between<T>(work: () => Promise<T>): Promise<T>
}

const LOOK_MS = 20
/** Callers give up after ten seconds. */
const PATIENCE_MS = 8_000
const UNSENT = -32_000

export function createManualBundler(common: Common, keys: readonly LocalAccount[]): ManualBundler {
  const { store, shutdown } = common
  const { signal } = shutdown
  // Nobody waits for company here.
  const config = { ...common.config, BUNDLE_MAX_WAIT_MS: Number.NEGATIVE_INFINITY }
  const bundler = createBundler({ ...common, config }, keys)
  let mode: BundlingMode = 'auto'
  let last: Promise<unknown> = Promise.resolve()

  /** One at a time, in the order of their coming. */
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }

  const isOnItsWay = async (): Promise<boolean> => {
    const rows = await Promise.all(keys.map(({ address }) => readBundles(store.db, address)))
    return rows.flat().some(({ state }) => state === 'intent')
  }
  const settle = async (): Promise<void> => {
    const end = Date.now() + PATIENCE_MS
    while (await isOnItsWay()) {
      if (Date.now() > end) throw new RpcError(UNSENT, 'the bundle is not mined')
      await bundler.follow(signal)
      await sleep(LOOK_MS)
    }
  }
  const between = <T>(work: () => Promise<T>): Promise<T> =>
    alone(async () => {
      await settle()
      return work()
    })

  return {
    step: (stop) => alone(async () => mode === 'auto' && bundler.step(stop)),
    setMode: (wish) => {
      mode = wish
    },
    between,
    sendNow: () =>
      between(async () => {
        const before = await newestBundle(store.db)
        await bundler.step(signal)
        await settle()
        const sent = await newestBundle(store.db)
        return sent?.id === before?.id ? undefined : (sent?.tx ?? undefined)
      }),
  }
}
