import type { ChainClock, Domain, Signer } from '@supernet/sdk/protocol'
import type { Network } from '@supernet/sdk/schema'
import type { Logger } from 'pino'
import type { LocalAccount } from 'viem'
import type { Chain } from './adapters/chain.ts'
import type { Results } from './adapters/results.ts'
import type { Config } from './config.ts'
import type { Journal } from './core/ports.ts'
import type { Finisher } from './service/finisher.ts'

/** What every part of the process is handed. Built in main.ts, nowhere else. */
export interface Common {
  readonly config: Config
  readonly network: Network
  readonly domain: Domain
  readonly operator: Signer & Pick<LocalAccount, 'signMessage'>
  readonly relayerUrl: string
  readonly chain: Chain
  readonly clock: ChainClock
  readonly journal: Journal
  readonly results: Results
  readonly finisher: Finisher
  readonly logger: Logger
}
