import { fiatMinterAbi } from '@supernet/sdk/abi'
import { receiptId } from '@supernet/sdk/protocol'
import type { PaymentProvider } from '@supernet/sdk/schema'
import { encodeFunctionData, type Hex, type PublicClient } from 'viem'
import type { PurchaseStep } from '../core/planPurchase.ts'

export interface Paid {
  readonly provider: PaymentProvider
  readonly payment: string
  readonly owner: Hex
}

/** More turns than money ever goes and comes back. */
const MOST_TURNS = 16

export const MINT_SELECTOR = encodeFunctionData({
  abi: fiatMinterAbi,
  functionName: 'mint',
  args: [`0x${'00'.repeat(32)}`, `0x${'00'.repeat(20)}`, 0n, 0n],
}).slice(0, 10)

/** The receipts of a payment, all as one block has them. */
export async function readReceipts(chain: PublicClient, fiatMinter: Hex, { provider, payment }: Paid) {
  const blockNumber = await chain.getBlockNumber({ cacheTime: 0 })
  const receipts = []
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const id = receiptId(provider, payment, turn)
    const row = await chain.readContract({
      address: fiatMinter,
      abi: fiatMinterAbi,
      functionName: 'receiptOf',
      args: [id],
      blockNumber,
    })
    if (row.mintedAt === 0) break
    receipts.push({ id, ...row })
  }
  return receipts
}

export type ReceiptRow = Awaited<ReturnType<typeof readReceipts>>[number]

export function encodeStep({ provider, payment, owner }: Paid, step: NonNullable<PurchaseStep>): Hex {
  const receipt = receiptId(provider, payment, step.turn)
  return step.call === 'mint'
    ? encodeFunctionData({
        abi: fiatMinterAbi,
        functionName: 'mint',
        args: [receipt, owner, step.usdE6, step.minSparkWei],
      })
    : encodeFunctionData({
        abi: fiatMinterAbi,
        functionName: 'chargeback',
        args: [receipt, step.refundedUsdE6],
      })
}

export const encodeRelease = (receipt: Hex): Hex =>
  encodeFunctionData({ abi: fiatMinterAbi, functionName: 'release', args: [receipt] })
