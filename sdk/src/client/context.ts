import type { Address } from 'viem'
import type { ChainWorker } from '../actions/getWorker.ts'
import type { RelayerClient } from '../http/relayerClient.ts'
import type { JobStream } from '../http/stream.ts'
import type { Signer } from '../protocol/signing.ts'
import type { Domain } from '../protocol/typedData.ts'
import type { Network } from '../schema/network.ts'
import type { ChainReads } from './chainReads.ts'
import type { ChainTime } from './chainTime.ts'
import type { JobStore } from './jobStore.ts'
import type { Progress } from './progress.ts'

/** RGB pixels of a PNG file, without colour management and without alpha. */
export type DecodePng = (png: Uint8Array) => Promise<{ width: number; height: number; rgb: Uint8Array }>

/** Everything the parts of the client share. Built once by `createSupernet`. */
export interface Context {
  readonly network: Network
  readonly domain: Domain
  readonly store: JobStore
  readonly relayer: RelayerClient
  readonly stream: JobStream
  readonly reads: ChainReads
  readonly time: ChainTime
  readonly progress: Progress
  /** Render keys in the order they are used: the next one when the numbers or the money of a session run short. */
  readonly keys: readonly Signer[]
  /** Taken numbers at which new jobs go to the next session. */
  readonly rollAt: number
  readonly decodePng: DecodePng
  /** A worker that the person would not give a prompt to; own and jailed workers are refused before it is asked. */
  readonly accepts: (worker: ChainWorker) => boolean
  /** How long a delivered line waits for a rating. */
  readonly holdTabMs: number
  /** Least seconds between ticket and `deliverBy`. */
  readonly leastSeconds: number
}

export function keyOf({ keys }: Context, session: Address): Signer | undefined {
  return keys.find((key) => key.address === session)
}
