import { sql } from 'drizzle-orm'
import type { Transaction } from '../store/database.ts'
import { unsettleShares } from './shareEffects.ts'

const TABLES = [
  'chain_blocks',
  'chain_sessions',
  'chain_operators',
  'chain_workers',
  'chain_models',
  'chain_ledger_models',
  'chain_lines',
  'chain_settlements',
  'chain_no_shows',
  'chain_global',
  'chain_price',
  'chain_proposals',
  'chain_votes',
  'chain_model_access',
  'chain_model_users',
  'chain_model_stakes',
  'chain_operator_workers',
  'chain_stakes',
  'chain_bonds',
  'chain_requirements',
  'chain_referrals',
  'chain_quests_done',
  'chain_flows',
  'chain_spend_limits',
  'chain_referral_rewards',
  'chain_quests',
  'chain_campaigns',
  'chain_reward_roots',
  'chain_undo',
]

/** Takes every block above `fork` back, with what it did to shares. */
export async function undoAfter(tx: Transaction, fork: number): Promise<void> {
  await tx.execute(sql`SELECT chain_undo_after(${fork})`)
  await unsettleShares(tx, fork)
}

/** Nothing that is stored belongs to the chain any longer: all of it is read again. */
export async function undoAll(tx: Transaction): Promise<void> {
  await tx.execute(sql.raw(`TRUNCATE ${TABLES.join(', ')}`))
  await unsettleShares(tx, -1)
}
