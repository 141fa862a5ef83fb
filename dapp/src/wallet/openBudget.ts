import { approveSogni, openSession } from '@supernet/sdk/actions'
import type { Currency } from '@supernet/sdk/schema'
import type { DeviceDb } from '../lib/device/db.ts'
import type { Services } from '../lib/services.ts'
import { expiryIn, unusedRenderKey } from './renderKey.ts'
import type { Step } from './send.ts'

export interface BudgetTerms {
  readonly currency: Exclude<Currency, 'promo'>
  /** Ledger units. */
  readonly amount: bigint
  readonly days: number
  /** SOGNI units that the ledger may take already. */
  readonly allowance: bigint
}

/** Opens a budget on a key of this device, after the approval that SOGNI needs. */
export async function prepareBudget(
  db: DeviceDb,
  services: Services,
  { currency, amount, days, allowance }: BudgetTerms,
): Promise<{ action: Step; approval?: Step }> {
  const { renderLedger: ledger, sogniToken } = services.network.contracts
  const renderKey = await unusedRenderKey(db, services)
  const expiry = await expiryIn(services, days)
  const action: Step = (client) => openSession(client, { ledger, renderKey, currency, amount, expiry })
  if (currency === 'spark' || allowance >= amount) return { action }
  return { action, approval: (client) => approveSogni(client, { sogniToken, ledger, amount }) }
}
