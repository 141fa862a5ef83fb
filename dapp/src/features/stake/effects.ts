import type { StakeRules, WorkerBond } from '@supernet/sdk/actions'
import {
  benefitStake,
  cappedLpVotes,
  discountAt,
  extraBps,
  levelAt,
  takeBps,
  userDiscountBps,
} from '@supernet/sdk/protocol'
import { isAddressEqual, zeroAddress } from 'viem'
import type { StakeView } from '../../queries/stake.ts'

/** What a stake is worth to its owner. */
export interface Worth {
  readonly votes: bigint
  readonly discountBps: bigint
  readonly priority: number
  readonly parallel: number
  readonly freeFast: boolean
}

/** Active stake that is added (or, below zero, cools down), and counted stake that is added or leaves. */
export interface StakeChange {
  readonly active: bigint
  readonly counted: bigint
}

export const NO_CHANGE: StakeChange = { active: 0n, counted: 0n }
export const staking = (amount: bigint): StakeChange => ({ active: amount, counted: amount })
/** Votes go at once; discounts stay while it cools down, and are gone when it is withdrawn. */
export const leaving = (amount: bigint): StakeChange => ({ active: -amount, counted: -amount })

/** The same arithmetic as the contracts: what a change makes of it. */
export function worthAfter(view: StakeView, owner: `0x${string}`, change: StakeChange): Worth {
  const { stake, rules, tierBps } = view
  const level = levelAt(rules.levels, benefitStake(stake) + change.counted)
  return {
    votes: votesAfter(view, owner, change.active),
    discountBps: userDiscountBps(BigInt(level?.discountBps ?? 0), tierBps, rules.floorTakeBps),
    priority: level?.priority ?? 0,
    parallel: level?.parallel ?? 0,
    freeFast: level?.freeFast ?? false,
  }
}

/** Whether the owner's own stake votes for the owner: the first stake delegates to itself. */
export const votesItself = ({ stake }: Pick<StakeView, 'stake'>, owner: `0x${string}`): boolean =>
  isAddressEqual(stake.delegatee, zeroAddress) || isAddressEqual(stake.delegatee, owner)

function votesAfter(view: StakeView, owner: `0x${string}`, change: bigint): bigint {
  const { stake, rules, lpVotes, totalLp } = view
  const before = cappedLpVotes(lpVotes, totalLp, rules.totalActive)
  const after = cappedLpVotes(lpVotes, totalLp, rules.totalActive + change)
  return stake.votes - before + after + (votesItself(view, owner) ? change : 0n)
}

/** The take of a worker with a bond of `bonded`. */
export function takeWith(
  { required, otherBps }: Pick<WorkerBond, 'required' | 'otherBps'>,
  rules: StakeRules,
  bonded: bigint,
): bigint {
  const extra = extraBps(bonded, required, rules.requirement)
  return takeBps(rules.baseTakeBps, rules.floorTakeBps, discountAt(rules.curve, extra) + otherBps)
}

/** What is left to bond: locked stake may be bonded, bonded stake not twice. */
export const unpledged = ({ active, bonded }: { active: bigint; bonded: bigint }): bigint => active - bonded
