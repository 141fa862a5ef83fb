import { BaseError } from '@supernet/sdk/errors'
import type { TransferAuthorization } from '@supernet/sdk/schema'

/** Time that a transfer must have left: it waits for its turn, its block and perhaps a higher fee. */
const LEAST_SECONDS = 120

/** What the chain says before a transfer is taken. */
export interface TransferFacts {
  readonly now: number
  readonly balance: bigint
  readonly isUsed: boolean
  /** Wei for a unit of gas. */
  readonly baseFee: bigint
}

export interface TransferTerms {
  /** Wei of SOGNI: less is not worth its gas. */
  readonly least: bigint
  readonly mostFee: bigint
}

/** Throws where the relayer does not pay for a transfer that is signed. */
export function checkTransfer(
  { from, amount, validAfter, validBefore, nonce }: TransferAuthorization,
  { now, balance, isUsed, baseFee }: TransferFacts,
  { least, mostFee }: TransferTerms,
): void {
  if (amount < least) throw new BaseError('transfer-small', { details: { amount, least } })
  if (isUsed) throw new BaseError('transfer-used', { details: { from, nonce } })
  if (validAfter >= now || validBefore < now + LEAST_SECONDS)
    throw new BaseError('transfer-time', { details: { validAfter, validBefore, now } })
  if (balance < amount) throw new BaseError('transfer-poor', { details: { from, balance, amount } })
  if (baseFee > mostFee) throw new BaseError('transfer-fee', { details: { baseFee, mostFee } })
}

export interface TransferLimits {
  readonly ofWallet: number
  readonly ofClient: number
  readonly all: number
}

/** Throws where the day has had enough of them, or the wallet has one under way: a second might find nothing left. */
export function checkTransferUse(
  use: TransferLimits & { readonly isOpen: boolean },
  limits: TransferLimits,
): void {
  if (use.isOpen) throw new BaseError('transfer-open')
  for (const by of ['ofWallet', 'ofClient', 'all'] as const)
    if (use[by] >= limits[by]) throw new BaseError('transfer-limit', { details: { by, limit: limits[by] } })
}
