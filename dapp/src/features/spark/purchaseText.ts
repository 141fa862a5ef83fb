import type { PurchaseState, PurchaseView } from '@supernet/sdk/schema'
import { formatAmount } from '../../lib/amounts.ts'
import { describeCode } from '../../lib/errorText.ts'
import { formatDate } from '../../lib/time.ts'
import type { Tone } from '../../ui/State.tsx'

export const PURCHASE_STATES: Record<PurchaseState, { word: string; tone: Tone }> = {
  pending: { word: 'on its way', tone: 'busy' },
  minted: { word: 'arrived', tone: 'good' },
  refunded: { word: 'paid back', tone: 'plain' },
  refused: { word: 'not taken', tone: 'bad' },
}

const reason = (code: string | undefined): string | undefined => {
  if (code === undefined) return undefined
  const { happened, todo } = describeCode(code)
  return `${happened} ${todo}`
}

/** A purchase in words; `promised` is what it was to give. */
export function describePurchase(
  { state, code, spark, waitingSpark, releaseAt, refundedUsdE6 }: PurchaseView,
  promised: bigint,
): { title: string; text?: string | undefined } {
  switch (state) {
    case 'pending':
      return { title: `Paid. ${formatAmount(promised, 'spark')} is on its way.`, text: reason(code) }
    case 'refused':
      return { title: 'The payment could not be taken.', text: reason(code) }
    case 'refunded':
      return { title: 'The payment went back, and the Spark with it.' }
    case 'minted': {
      const parts = [
        waitingSpark > 0n && releaseAt !== undefined
          ? `${formatAmount(waitingSpark, 'spark')} of it comes on ${formatDate(releaseAt)}: the account is new.`
          : undefined,
        refundedUsdE6 > 0n ? 'A part of the payment went back, and its Spark with it.' : undefined,
      ].filter((part) => part !== undefined)
      return {
        title: `${formatAmount(spark, 'spark')} has arrived.`,
        text: parts.length === 0 ? undefined : parts.join(' '),
      }
    }
  }
}
