import type { JobRecord } from '@supernet/sdk/client'
import { unitPriceOf } from '@supernet/sdk/protocol'

/** Where the money of a job stands, in units of its session's currency. `total = reserved + charged + released`. */
export interface JobMoney {
  readonly unit: 'spark' | 'sogni'
  readonly total: bigint
  /** Promised to workers that have not finished. */
  readonly reserved: bigint
  /** Due for work that was delivered. */
  readonly charged: bigint
  /** Promised and not used: free again. It never left the budget. */
  readonly released: bigint
}

export function moneyOf(record: JobRecord): JobMoney {
  const unit = record.order.currency === 'sogni' ? 'sogni' : 'spark'
  const perImage = unitPriceOf(record.price, record.order.currency)
  const total = perImage * BigInt(record.order.count)
  const charged = record.shares.reduce((sum, { line }) => sum + (line?.amount ?? 0n), 0n)
  const open = record.shares
    .filter(({ line, fault }) => line === undefined && fault === undefined)
    .reduce((sum, { images }) => sum + perImage * BigInt(images), 0n)
  const starting = record.shares.length === 0 && record.failed === undefined && !record.cancelled
  const reserved = starting ? total : open
  const rest = total - charged - reserved
  return { unit, total, reserved, charged, released: rest > 0n ? rest : 0n }
}

/** A session's key, and the block at which its balance was read. */
interface ReadSession {
  readonly key: string
  readonly block: number
}

/** What a session has promised or owes and its balance does not show yet. */
export function boundOf(records: readonly JobRecord[], { key, block }: ReadSession): bigint {
  return records
    .filter(({ session }) => session === key)
    .reduce((sum, record) => sum + boundIn(record, block), 0n)
}

function boundIn(record: JobRecord, block: number): bigint {
  const perImage = unitPriceOf(record.price, record.order.currency)
  return record.shares
    .filter(({ fault }) => fault === undefined)
    .filter(({ settledTx, settledBlock = 0 }) => settledTx === undefined || settledBlock > block)
    .reduce((sum, { line, images }) => sum + (line?.amount ?? perImage * BigInt(images)), 0n)
}
