import { spendOf } from '@supernet/sdk/protocol'
import type { Queryable } from './database.ts'
import { readLines } from './scoreFacts.ts'

type Hex = `0x${string}`

const DAY = 86_400
/** Millionths of a Spark to the wei of Spark that the contracts count in. */
const WEI_PER_UNIT = 10n ** 12n

/** Applied lines of accounts that were paid with their own money. The chain's clock may be ahead of ours. */
async function paidLines(db: Queryable, owners: readonly Hex[], from: number, now: number) {
  if (owners.length === 0) return []
  const lines = await readLines(db, { from, to: now + DAY, owners })
  return lines.filter(({ currency, debit }) => currency !== 'promo' && debit > 0n)
}

export async function hasPaid(db: Queryable, account: Hex, now: number): Promise<boolean> {
  return (await paidLines(db, [account], 0, now)).length > 0
}

interface Referee {
  readonly referee: Hex
  readonly since: number
}

/** What referees have spent of their own since they named who brought them, in 1e-18 Spark. */
export async function readSpent(
  db: Queryable,
  referees: readonly Referee[],
  now: number,
): Promise<Map<Hex, bigint>> {
  const from = Math.min(...referees.map(({ since }) => since))
  const lines = await paidLines(
    db,
    referees.map(({ referee }) => referee),
    from,
    now,
  )
  return new Map(
    referees.map(({ referee, since }) => {
      const own = lines.filter(({ owner, at }) => owner === referee && at >= since)
      return [referee, own.reduce((sum, line) => sum + spendOf(line), 0n) * WEI_PER_UNIT]
    }),
  )
}
