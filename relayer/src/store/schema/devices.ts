import { pgTable, primaryKey } from 'drizzle-orm/pg-core'
import { hex } from '../columns.ts'

/** Devices of accounts as their module tells of them; the journal of drizzle/0001 takes them back on a re-org. */
export const chainDevices = pgTable(
  'chain_devices',
  { account: hex('account').notNull(), device: hex('device').notNull(), signer: hex('signer').notNull() },
  (table) => [primaryKey({ columns: [table.account, table.device] })],
)
