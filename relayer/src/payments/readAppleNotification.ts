import {
  type JWSTransactionDecodedPayload,
  NotificationTypeV2,
  type ResponseBodyV2DecodedPayload,
  Type,
} from '@apple/app-store-server-library'
import type { PaymentFact } from '../core/paymentFact.ts'

/** Apple's percentages are in thousandths. */
const WHOLE = 100_000

/** What a notification of the App Store means; undefined where it is of no concern. Both parts were verified before. */
export function readAppleNotification(
  { notificationType, signedDate = 0 }: ResponseBodyV2DecodedPayload,
  transaction: JWSTransactionDecodedPayload,
): PaymentFact | undefined {
  const payment = transaction.transactionId
  if (payment === undefined || transaction.type !== Type.CONSUMABLE) return undefined
  switch (notificationType) {
    case NotificationTypeV2.ONE_TIME_CHARGE:
      return {
        type: 'paid',
        payment,
        // The app passes the checkout's id on as its account token.
        checkout: transaction.appAccountToken?.toLowerCase() ?? null,
        terms: null,
        product: transaction.productId ?? null,
        quantity: transaction.quantity ?? 1,
        paidCents: null,
      }
    case NotificationTypeV2.REFUND: {
      const part = transaction.revocationPercentage ?? WHOLE
      return { type: 'taken', payment, source: 'refund', taken: part, of: WHOLE, at: signedDate }
    }
    case NotificationTypeV2.REFUND_REVERSED:
      return { type: 'taken', payment, source: 'refund', taken: 0, of: WHOLE, at: signedDate }
    default:
      return undefined
  }
}
