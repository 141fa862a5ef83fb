import { fiatMinterAbi } from '@supernet/sdk/abi'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { decodeFunctionData, encodeErrorResult, type Hex, type PublicClient, RawContractError } from 'viem'
import type { Database } from '../src/store/database.ts'
import { outbox } from '../src/store/schema/index.ts'
import { estimates } from './estimates.ts'

interface Receipt {
  owner: Hex
  mintedAt: number
  releaseAt: number
  usdE6: bigint
  refundedUsdE6: bigint
  spark: bigint
  escrowed: bigint
  recalled: bigint
}

const NOTHING: Receipt = {
  owner: '0x0000000000000000000000000000000000000000',
  mintedAt: 0,
  releaseAt: 0,
  usdE6: 0n,
  refundedUsdE6: 0n,
  spark: 0n,
  escrowed: 0n,
  recalled: 0n,
}

const refusal = (errorName: string, args: readonly unknown[] = []): Error => {
  return new RawContractError({ data: encodeErrorResult({ abi: fiatMinterAbi, errorName, args } as never) })
}

/** The rules of `FiatMinter` that a worker meets, and a chain that mines the outbox's rows into it when it is told to. */
export function createFakeMinter(db: Database) {
  let receipts = new Map<Hex, Receipt>()
  let block = 1
  const rules = {
    available: 1_000_000_000n,
    sparkPerUsd: 181_818_181_818_181n,
    escrow: 0n,
    now: 1_000,
    final: false,
  }

  const apply = (data: Hex, state: Map<Hex, Receipt>): void => {
    const { functionName, args } = decodeFunctionData({ abi: fiatMinterAbi, data })
    if (functionName === 'mint') {
      const [id, owner, usdE6, minSpark] = args
      if (state.has(id)) throw refusal('FiatMinterReceiptUsed', [id])
      const spark = usdE6 * rules.sparkPerUsd
      if (spark < minSpark) throw refusal('FiatMinterTooLittle', [spark, minSpark])
      if (usdE6 > rules.available) throw refusal('FiatMinterTotalLimited', [rules.available, usdE6])
      rules.available -= usdE6
      const releaseAt = rules.now + 100
      const escrowed = (spark * rules.escrow) / 100n
      state.set(id, { ...NOTHING, owner, mintedAt: rules.now, releaseAt, usdE6, spark, escrowed })
    } else if (functionName === 'chargeback') {
      const [id, refunded] = args
      const row = state.get(id)
      if (row === undefined) throw refusal('FiatMinterUnknownReceipt', [id])
      if (rules.final) throw refusal('FiatMinterReceiptFinal', [id, 0n])
      if (refunded <= row.refundedUsdE6 || refunded > row.usdE6)
        throw refusal('FiatMinterBadRefund', [refunded, row.refundedUsdE6, row.usdE6])
      const recalled = (row.spark * refunded) / row.usdE6
      state.set(id, { ...row, refundedUsdE6: refunded, recalled, escrowed: 0n })
    } else if (functionName === 'release') {
      const [id] = args
      const row = state.get(id) ?? NOTHING
      if (row.escrowed === 0n || rules.now < row.releaseAt)
        throw refusal('FiatMinterNothingToRelease', [id, row.escrowed, row.releaseAt])
      state.set(id, { ...row, escrowed: 0n })
    }
  }

  const chain = {
    getBlockNumber: async () => BigInt(block),
    readContract: async ({ args: [id] }: { args: [Hex] }) => receipts.get(id) ?? NOTHING,
    call: async ({ data }: { data: Hex }) => {
      const { available } = rules
      try {
        apply(data, new Map(receipts))
      } finally {
        rules.available = available
      }
      return { data: undefined }
    },
    ...estimates(() => 100_000n),
  } as unknown as PublicClient

  /** Mines what waits; answers the calls. A call that fails then is a transaction that reverted. */
  const mine = async (state: 'mined' | 'final' = 'final'): Promise<string[]> => {
    block += 1
    const rows = await db.select().from(outbox).where(eq(outbox.state, 'queued')).orderBy(asc(outbox.id))
    for (const row of rows) {
      let failed = false
      try {
        apply(row.data, receipts)
      } catch {
        failed = true
      }
      const tx = `0x${row.id.toString(16).padStart(64, '0')}` as Hex
      await db.update(outbox).set({ state, block, tx, failed }).where(eq(outbox.id, row.id))
    }
    return rows.map(({ data }) => decodeFunctionData({ abi: fiatMinterAbi, data }).functionName)
  }

  return {
    chain,
    rules,
    mine,
    receipts: () => receipts,
    finalize: () => db.update(outbox).set({ state: 'final' }).where(eq(outbox.state, 'mined')),
    /** The blocks are gone: what they did is undone, and the outbox sends the same bytes again. */
    reorg: async (): Promise<void> => {
      receipts = new Map()
      await db
        .update(outbox)
        .set({ state: 'queued', block: null, failed: false })
        .where(and(inArray(outbox.state, ['mined']), eq(outbox.kind, 'purchase')))
    },
  }
}
