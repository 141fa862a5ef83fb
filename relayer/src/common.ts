import type { ChainClock, Domain } from '@supernet/sdk/protocol'
import type { Network } from '@supernet/sdk/schema'
import type { PublicClient } from 'viem'
import type { Blobs } from './blobs/blobs.ts'
import type { Benefits } from './chain/benefits.ts'
import type { Head } from './chain/head.ts'
import type { Config } from './config.ts'
import type { BlockClock } from './core/blockClock.ts'
import type { Logger } from './observability/logger.ts'
import type { Metrics } from './observability/metrics.ts'
import type { Payments } from './payments/payments.ts'
import type { Shutdown } from './shutdown.ts'
import type { Bus } from './store/bus.ts'
import type { Store } from './store/database.ts'

/** What every part of the process is handed. Built in main.ts, nowhere else. */
export interface Common {
  readonly config: Config
  readonly network: Network
  readonly domain: Domain
  readonly logger: Logger
  readonly metrics: Metrics
  readonly shutdown: Shutdown
  readonly store: Store
  readonly bus: Bus
  readonly blobs: Blobs
  readonly payments: Payments
  readonly chain: PublicClient
  readonly benefits: Benefits
  readonly clock: ChainClock
  /** Newest block that this process has seen. */
  readonly head: Head
  /** When the next one is due. */
  readonly blocks: BlockClock
  /** In [0, 1). */
  readonly random: () => number
}
