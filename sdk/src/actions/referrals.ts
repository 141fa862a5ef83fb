import type { Address, Client } from 'viem'
import { readContract } from 'viem/actions'
import { referralsAbi } from '../abi/index.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import { callsOf, writeAction } from './action.ts'
import type { Attested } from './claimBoost.ts'

const referralCall = callsOf(referralsAbi)

/** Names who brought the caller, for good. */
export const bindReferrer = writeAction(
  ({ referrals, referrer }: { readonly referrals: Address; readonly referrer: Address }) =>
    referralCall(referrals, 'bind', [referrer]),
)

export interface RewardReferralParameters extends Attested {
  readonly referrals: Address
  readonly referee: Address
  /** All that the referee spent of its own since, in 1e-18 Spark, as the attester says. */
  readonly spent: bigint
}

/** Rewards the referrer of `referee`, by anyone who has the attester's word on what it spent. */
export const rewardReferral = writeAction(
  ({ referrals, referee, spent, deadline, signature }: RewardReferralParameters) =>
    referralCall(referrals, 'reward', [referee, spent, deadline, signature]),
)

export interface ReferralState {
  /** Absent for an account that named nobody. */
  readonly referrer: Address | undefined
  readonly since: number
  /** Spend that was rewarded, and what the referrer got for it, in 1e-18 Spark. */
  readonly spent: bigint
  readonly paid: bigint
  /** What referrers get of the spend, and the most for one referee. */
  readonly bps: number
  readonly cap: bigint
}

/** Who brought an account, and what came of it. */
export async function getReferral(
  client: Client,
  { referrals, referee }: { readonly referrals: Address; readonly referee: Address },
): Promise<ReferralState> {
  const contract = { abi: referralsAbi, address: referrals } as const
  try {
    const [{ referrer, since, spent, paid }, [bps, cap]] = await Promise.all([
      readContract(client, { ...contract, functionName: 'referralOf', args: [referee] }),
      readContract(client, { ...contract, functionName: 'rate' }),
    ])
    return { referrer: since === 0 ? undefined : referrer, since, spent, paid, bps, cap }
  } catch (error) {
    throw toBaseError(error)
  }
}
