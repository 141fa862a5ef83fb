import type { BaseError } from '../errors/base.ts'
import type { Phase, ReservedShare, ShareView } from '../schema/job.ts'
import type { Quote } from '../schema/money.ts'
import type { Hex32, JobId } from '../schema/primitives.ts'
import type { Line, SignedReceipt } from '../schema/typed.ts'

/** What `createJob` and `resume` yield, in the order it happens. `image` counts over the whole request. */
export type JobUpdate =
  | { readonly type: 'price'; readonly jobId: JobId; readonly quote: Quote }
  | { readonly type: 'reserved'; readonly shares: readonly ReservedShare[] }
  /** The ticket is signed and the relayer has it; `replaces` names the share whose pictures are made again. */
  | {
      readonly type: 'ticketed'
      readonly ticket: Hex32
      readonly seqs: readonly number[]
      readonly replaces?: number
    }
  | { readonly type: 'share'; readonly share: ShareView }
  | {
      readonly type: 'progress'
      readonly seq: number
      readonly phase: Phase
      readonly image: number
      readonly step: number
      readonly of: number
    }
  | { readonly type: 'preview'; readonly image: number; readonly step: number; readonly png: Uint8Array }
  /** The picture stands in a verified receipt and is stored. */
  | {
      readonly type: 'image'
      readonly image: number
      readonly seq: number
      readonly png: Uint8Array
      readonly sha256: Hex32
    }
  /** A last receipt that verified; `line` is what it costs. */
  | { readonly type: 'receipt'; readonly seq: number; readonly signed: SignedReceipt; readonly line: Line }
  /** A share that will not be paid: it did not verify, was refused or given back. Its pictures are made elsewhere. */
  | { readonly type: 'fault'; readonly seq: number; readonly error: BaseError }
  | { readonly type: 'tabbed'; readonly seqs: readonly number[] }
  | {
      readonly type: 'settled'
      readonly seq: number
      readonly tx?: Hex32
      readonly block?: number
      readonly line: Line
    }
  | { readonly type: 'final'; readonly seq: number }
  /** The job goes no further by itself; pictures that were delivered stay. */
  | { readonly type: 'failed'; readonly error: BaseError }
