import { BaseError } from '@supernet/sdk/errors'
import { type StatementKind, type Statements, signStatement } from '@supernet/sdk/protocol'
import type { Attestation } from '@supernet/sdk/schema'
import { desc, eq } from 'drizzle-orm'
import { privateKeyToAccount } from 'viem/accounts'
import type { Common } from '../common.ts'
import { foundingOf } from '../login/signers.ts'
import { chainReferrals, chainStakes } from '../store/schema/index.ts'
import { hasPaid, readSpent } from '../store/spending.ts'

type Hex = `0x${string}`

/** A statement counts for so long: time enough to be mined, not to be kept. */
const VALID_SECONDS = 3_600
const DAY = 86_400

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
 * Vouches that somebody real comes for the boost of today: an account that has paid for a picture, holds stake, or was made
 * with a passkey here, of which there are so many a day at one address of the internet. Fresh addresses cost nothing, and
 * would take all of the week's budget in a minute.
 */
export async function attestBoost(common: Common, account: Hex): Promise<Attestation> {
  if (common.config.ATTESTER_KEY === undefined) throw new BaseError('attester-missing')
  const known =
    (await foundingOf(common.store.db, account)) !== undefined ||
    (await isStaker(common, account)) ||
    (await hasPaid(common.store.db, account, common.clock.now()))
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
  const spent = (await readSpent(common.store.db, [referral], common.clock.now())).get(referee) ?? 0n
  if (spent === 0n) throw new BaseError('attestation-early', { details: { account: referee } })
  const deadline = common.clock.now() + VALID_SECONDS
  const { referrals } = common.network.contracts
  return { deadline, spent, signature: await sign(common, 'Spend', referrals, { referee, spent, deadline }) }
}
