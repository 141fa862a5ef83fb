import { BaseError } from '@supernet/sdk/errors'
import { type StatementKind, type Statements, signStatement, spendOf } from '@supernet/sdk/protocol'
import type { Attestation } from '@supernet/sdk/schema'
import { desc, eq } from 'drizzle-orm'
import { privateKeyToAccount } from 'viem/accounts'
import type { Common } from '../common.ts'
import { chainReferrals, chainStakes } from '../store/schema/index.ts'
import { readLines } from '../store/scoreFacts.ts'

type Hex = `0x${string}`

/** A statement counts for so long: time enough to be mined, not to be kept. */
const VALID_SECONDS = 3_600
const DAY = 86_400
/** Millionths of a Spark to the wei of Spark that the contracts count in. */
const WEI_PER_UNIT = 10n ** 12n

/** Signs for the contract that checks the statement, with a deadline. */
async function sign<K extends StatementKind>(
  { config, network }: Common,
  kind: K,
  contract: Hex,
  statement: Statements[K],
): Promise<Hex> {
  const { ATTESTER_KEY } = config
  if (ATTESTER_KEY === undefined) throw new BaseError('attester-missing')
  return signStatement(privateKeyToAccount(ATTESTER_KEY), network.chainId, contract, kind, statement)
}

const paidLines = async ({ store, clock }: Common, owner: Hex, from: number) =>
  (await readLines(store.db, { from, to: clock.now() + DAY, owner })).filter(
    ({ currency, debit }) => currency !== 'promo' && debit > 0n,
  )

async function isStaker({ store }: Common, account: Hex): Promise<boolean> {
  const [row] = await store.db
    .select({ active: chainStakes.active })
    .from(chainStakes)
    .where(eq(chainStakes.account, account))
    .orderBy(desc(chainStakes.block), desc(chainStakes.logIndex))
    .limit(1)
  return row !== undefined && row.active > 0n
}

/**
 * Vouches that somebody real comes for the boost of today: an account that has paid for a picture or holds stake. Fresh
 * addresses cost nothing, and would take all of the week's budget in a minute.
 */
export async function attestBoost(common: Common, account: Hex): Promise<Attestation> {
  if (common.config.ATTESTER_KEY === undefined) throw new BaseError('attester-missing')
  const known = (await isStaker(common, account)) || (await paidLines(common, account, 0)).length > 0
  if (!known) throw new BaseError('attestation-early', { details: { account } })
  const now = common.clock.now()
  const [day, deadline] = [Math.floor(now / DAY), now + VALID_SECONDS]
  const { dailyBoost } = common.network.contracts
  return { deadline, signature: await sign(common, 'Boost', dailyBoost, { account, day, deadline }) }
}

/** Vouches for what a referee has spent of its own since it named its referrer. */
export async function attestReferral(
  common: Common,
  referee: Hex,
): Promise<Attestation & { readonly spent: bigint }> {
  const [referral] = await common.store.db
    .select()
    .from(chainReferrals)
    .where(eq(chainReferrals.referee, referee))
  if (referral === undefined) throw new BaseError('referral-unknown', { details: { referee } })
  const lines = await paidLines(common, referee, referral.since)
  const spent = lines.reduce((sum, line) => sum + spendOf(line), 0n) * WEI_PER_UNIT
  if (spent === 0n) throw new BaseError('attestation-early', { details: { account: referee } })
  const deadline = common.clock.now() + VALID_SECONDS
  const { referrals } = common.network.contracts
  return { deadline, spent, signature: await sign(common, 'Spend', referrals, { referee, spent, deadline }) }
}
