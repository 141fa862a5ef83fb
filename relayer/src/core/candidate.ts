import type { Tier } from '@supernet/sdk/schema'

/** A connected worker as matching sees it. */
export interface Candidate {
  readonly operator: `0x${string}`
  readonly workerId: `0x${string}`
  readonly owner: `0x${string}`
  readonly tiers: readonly Tier[]
  /** Model id -> wall milliseconds: measured from receipts where there are any, else the worker's own benchmark. */
  readonly models: ReadonlyMap<number, { readonly stepMs: number; readonly fixedMs: number }>
  readonly capacity: number
  /** Shares in hand or reserved. */
  readonly load: number
  /** Images in hand or reserved, over all models. */
  readonly waitingImages: number
  /** On chain: registered with a licence, in service, not jailed. */
  readonly fast: boolean
  readonly active: boolean
  /** Its owner has bonded what it needs. */
  readonly bonded: boolean
  /** Its daily key is valid now. */
  readonly certified: boolean
  readonly jobs: number
  readonly failures: number
  readonly good: number
  readonly rated: number
}
