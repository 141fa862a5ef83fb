import type { ShareState } from '@supernet/sdk/schema'
import pg from 'pg'
import type { Address } from 'viem'

/** A share of a session as the relayer's table has it. */
export type RelayerShare = {
  ticket: string
  share: number
  seq: number
  state: ShareState
  deliverBy: number
  redeemBy: number
  /** Units that its last receipt, completed in time, is worth; 0 without one. */
  owed: bigint
}

/** Shares that nothing more will happen to. */
export const ENDED: readonly ShareState[] = ['settled', 'final', 'noShow', 'expired']
/** Shares that a worker may still deliver. */
export const AT_WORK: readonly ShareState[] = ['ticketed', 'accepted', 'rendering']

export async function readShares(databaseUrl: string, session: Address): Promise<RelayerShare[]> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 2_000 })
  await client.connect()
  try {
    const { rows } = await client.query(
      `SELECT ticket, share, seq, state, deliver_by, redeem_by, line ->> 'amount' AS amount
       FROM shares WHERE session = $1 ORDER BY seq`,
      [session],
    )
    return rows.map((row) => ({
      ticket: row.ticket,
      share: row.share,
      seq: Number(row.seq),
      state: row.state,
      deliverBy: Number(row.deliver_by),
      redeemBy: Number(row.redeem_by),
      owed: BigInt(row.amount ?? 0),
    }))
  } finally {
    await client.end()
  }
}
