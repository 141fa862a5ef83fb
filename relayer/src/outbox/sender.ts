import {
  type Hex,
  keccak256,
  type LocalAccount,
  type PublicClient,
  type SignedAuthorization,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from 'viem'
import type { OutboxRow, SignedAttempt } from './outboxRows.ts'

export interface Fees {
  readonly maxFeePerGas: bigint
  readonly maxPriorityFeePerGas: bigint
}

/** Nodes ask for 10 % more before they replace a transaction; an eighth is enough, with the rounding. */
export const bumped = (fee: bigint): bigint => (fee * 9n) / 8n + 1n

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b)

/** Fees for a new transaction, or to replace one that paid `old`. */
export async function chooseFees(chain: PublicClient, old: Fees | undefined): Promise<Fees> {
  const { maxFeePerGas, maxPriorityFeePerGas } = await chain.estimateFeesPerGas()
  if (old === undefined) return { maxFeePerGas: maxFeePerGas * 2n, maxPriorityFeePerGas }
  const priority = larger(maxPriorityFeePerGas, bumped(old.maxPriorityFeePerGas))
  return {
    maxFeePerGas: larger(larger(maxFeePerGas * 2n, bumped(old.maxFeePerGas)), priority),
    maxPriorityFeePerGas: priority,
  }
}

/** Signed bytes of a row under a nonce. Deterministic: the same inputs give the same bytes. */
export async function sign(
  account: LocalAccount,
  chainId: number,
  row: Pick<OutboxRow, 'to' | 'data'>,
  { nonce, gas }: { nonce: number; gas: bigint },
  fees: Fees,
  authorizationList: readonly SignedAuthorization[] = [],
): Promise<SignedAttempt> {
  const call = { chainId, to: row.to, data: row.data, nonce, gas, ...fees }
  const raw: Hex = await (authorizationList.length === 0
    ? account.signTransaction({ type: 'eip1559', ...call })
    : account.signTransaction({ type: 'eip7702', ...call, authorizationList }))
  return { hash: keccak256(raw), raw, ...fees }
}

/** Receipt of the version that is in a block, of all that were signed under one nonce; undefined where none is. */
export async function findReceipt(
  chain: PublicClient,
  versions: readonly { readonly hash: Hex }[],
): Promise<TransactionReceipt | undefined> {
  for (const { hash } of versions) {
    const receipt = await chain.getTransactionReceipt({ hash }).catch((error: unknown) => {
      if (error instanceof TransactionReceiptNotFoundError) return undefined
      throw error
    })
    if (receipt !== undefined) return receipt
  }
  return undefined
}
