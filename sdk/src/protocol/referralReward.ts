/** What a referral has brought so far, and what referrers get; amounts in 1e-18 Spark, as the contract keeps them. */
export interface ReferralTerms {
  /** Spend that was rewarded, and what the referrer got for it. */
  readonly spent: bigint
  readonly paid: bigint
  readonly bps: number
  /** The most for one referee. */
  readonly cap: bigint
}

/** What the contract pays the referrer once an attester says that the referee has spent so much in all. */
export function referralReward(spent: bigint, { spent: rewarded, paid, bps, cap }: ReferralTerms): bigint {
  if (spent <= rewarded || paid >= cap) return 0n
  const earned = ((spent - rewarded) * BigInt(bps)) / 10_000n
  return earned < cap - paid ? earned : cap - paid
}
