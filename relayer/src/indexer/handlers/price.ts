import type { Transaction } from '../../store/database.ts'
import { chainPrice } from '../../store/schema/index.ts'
import type { PriceEvent } from '../log.ts'

export async function handlePrice(tx: Transaction, event: PriceEvent): Promise<void> {
  if (event.eventName !== 'PriceSet') return
  const row = { priceE18: event.args.newPriceE18, validUntil: Number(event.args.newValidUntil) }
  await tx
    .insert(chainPrice)
    .values({ id: 1, ...row })
    .onConflictDoUpdate({ target: chainPrice.id, set: row })
}
