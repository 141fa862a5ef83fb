import type { ErrorCode } from '@supernet/sdk/errors'

const REASONS: Readonly<Record<string, ErrorCode>> = {
  FiatMinterTotalLimited: 'purchase-limit',
  FiatMinterUserLimited: 'purchase-limit',
  FiatMinterCreditLine: 'purchase-limit',
  SparkPointsMintLimited: 'purchase-limit',
  EnforcedPause: 'purchase-paused',
  FiatMinterTooLittle: 'purchase-price',
  FiatMinterReceiptFinal: 'refund-late',
}

/** Stable code of what the contracts refuse a purchase for; others keep the name of the contract's error. */
export const mintRefusal = (error: string): string => REASONS[error] ?? error
