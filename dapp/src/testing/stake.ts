import type { Stake, StakeRules } from '@supernet/sdk/actions'
import { type PublicClient, zeroAddress } from 'viem'
import type { StakeView } from '../queries/stake.ts'
import { type Answers, callChain } from './callChain.ts'

const SOGNI = 10n ** 18n

export const OWNER = '0x7777777777777777777777777777777777777777'

export const stakeRules: StakeRules = {
  baseTakeBps: 4_500n,
  floorTakeBps: 2_000n,
  curve: [
    { extraBps: 0n, discountBps: 0n },
    { extraBps: 10_000n, discountBps: 500n },
    { extraBps: 90_000n, discountBps: 1_500n },
  ],
  levels: [
    { minStake: 0n, discountBps: 0, priority: 0, parallel: 64, freeFast: false },
    { minStake: 1_000n * SOGNI, discountBps: 250, priority: 1, parallel: 128, freeFast: false },
    { minStake: 100_000n * SOGNI, discountBps: 1_000, priority: 3, parallel: 512, freeFast: true },
  ],
  requirement: 6_600n * SOGNI,
  cooldown: 604_800,
  maxRequests: 16,
  totalActive: 20_000n * SOGNI,
  tierSource: zeroAddress,
  genesisPass: zeroAddress,
}

/** A position of the test owner, who votes itself. */
export function stakeView(change: Partial<Stake>): StakeView {
  const active = change.active ?? 0n
  const stake: Stake = {
    active,
    cooling: 0n,
    bonded: 0n,
    locked: 0n,
    lpUnits: 0n,
    lpCooling: 0n,
    free: active,
    votes: active,
    delegatee: OWNER,
    requests: [],
    discountBps: 0,
    level: { minStake: 0n, priority: 0, parallel: 64, freeFast: false },
    ...change,
  }
  return {
    stake,
    rules: stakeRules,
    held: 100n * SOGNI,
    allowance: 0n,
    tierBps: 0n,
    lpVotes: 0n,
    totalLp: 0n,
  }
}

/** The same on a chain. */
export function stakeChain(
  change: Partial<Stake> & { delegatee?: `0x${string}` },
  more: Answers = {},
): PublicClient {
  const { stake, rules, held } = stakeView(change)
  const { active, cooling, bonded, locked, lpUnits, lpCooling } = stake
  const constants = {
    BASE_TAKE_BPS: Number(rules.baseTakeBps),
    FLOOR_TAKE_BPS: Number(rules.floorTakeBps),
    COOLDOWN: rules.cooldown,
    MAX_REQUESTS: BigInt(rules.maxRequests),
  }
  return callChain(
    {
      ...Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, () => value])),
      curve: () =>
        rules.curve.map(({ extraBps, discountBps }) => ({
          extraBps: Number(extraBps),
          discountBps: Number(discountBps),
        })),
      levels: () => rules.levels,
      requirement: () => ({ amount: rules.requirement, previous: rules.requirement, setAt: 0 }),
      totalActive: () => rules.totalActive,
      tierSource: () => zeroAddress,
      genesisPass: () => zeroAddress,
      positionOf: () => ({ active, cooling, bonded, locked, lpUnits, lpCooling }),
      freeOf: () => stake.free,
      getVotes: () => stake.votes,
      delegates: () => stake.delegatee,
      requestsOf: () => stake.requests,
      discountOf: () => stake.discountBps,
      levelOf: () => ({ ...stake.level, discountBps: stake.discountBps }),
      balanceOf: () => held,
      allowance: () => 0n,
      lpVotesOf: () => 0n,
      totalLpUnits: () => 0n,
      ...more,
    },
    { eth_getLogs: [], eth_chainId: '0x7a69' },
  )
}
