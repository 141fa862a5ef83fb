import type { Transaction } from '../../store/database.ts'
import { chainPrice } from '../../store/schema/index.ts'
import type { OracleEvent, PriceEvent } from '../log.ts'

export async function handlePrice(tx: Transaction, event: PriceEvent): Promise<void> {
  if (event.eventName !== 'PriceSet') return
  const row = { priceE18: event.args.newPriceE18, validUntil: Number(event.args.newValidUntil) }
  await tx
    .insert(chainPrice)
    .values({ id: 1, ...row })
    .onConflictDoUpdate({ target: chainPrice.id, set: row })
}

/** From here on the market's price counts: the governed one was set when it was deployed, before any pool. */
export async function handleOracle(tx: Transaction, event: OracleEvent): Promise<void> {
  if (event.eventName === 'PoolNamed') await tx.update(chainPrice).set({ pool: event.args.pool })
}
