import { readFileSync } from 'node:fs'
import { COMMUNITY_GROUPS, INSIDER_GROUPS, SOGNI_SUPPLY, type VestingGroup } from '@supernet/sdk/protocol'
import { Address } from '@supernet/sdk/schema'
import JSON5 from 'json5'
import { parseUnits, type Address as ViemAddress } from 'viem'
import { z } from 'zod'

/** A person or a process: an address, or `@name`, which whoever deploys gives an address. */
const AccountRef = z.union([z.string().regex(/^@[a-z][A-Za-z0-9]*$/), Address])
const Accounts = z.array(AccountRef)

/** Decimal number of tokens with 18 decimals. */
const Tokens = z
  .string()
  .regex(/^\d[\d_]*(\.\d{1,18})?$/)
  .transform((text) => parseUnits(text.replaceAll('_', ''), 18))

const Seconds = z.number().int().nonnegative()

/** Holders of a role that accounts hold; a delay is how long each of their calls waits in the access manager. */
const Holders = z.object({ accounts: Accounts, delaySeconds: Seconds.default(0) })

/** A group of the distribution: `treasury` and `timelock` are the contracts. */
const Allocation = z.object({
  sogni: Tokens,
  beneficiary: z.union([z.enum(['treasury', 'timelock']), AccountRef]),
})

const sumOf = (all: Record<VestingGroup, { sogni: bigint }>, groups: readonly VestingGroup[]) =>
  groups.reduce((sum, group) => sum + all[group].sogni, 0n)

/** Every group of the whitepaper's table; its schedule is in the SDK's `vesting.ts`. */
const Allocations = z
  .object({
    angel: Allocation,
    preSeed: Allocation,
    seed: Allocation,
    publicYear: Allocation,
    publicTwoMonths: Allocation,
    marketMakers: Allocation,
    team: Allocation,
    creatorFund: Allocation,
    reserve: Allocation,
    gpuRewards: Allocation,
  })
  .refine(
    (all) => sumOf(all, Object.keys(all) as VestingGroup[]) === SOGNI_SUPPLY,
    'the allocations do not add up to 10,000,000,000 SOGNI',
  )
  .refine(
    (all) => sumOf(all, COMMUNITY_GROUPS) * 10n >= SOGNI_SUPPLY * 6n,
    'the community gets less than 60 %',
  )
  .refine(
    (all) => sumOf(all, COMMUNITY_GROUPS) > sumOf(all, INSIDER_GROUPS),
    'the community gets no more than team and investors together',
  )

/** Extra bond in basis points of the requirement, and what the take falls by. */
const CurvePoint = z.object({ extraBps: z.number().int(), discountBps: z.number().int() })

/** What users get from `minStake` on. */
const Level = z.object({
  minStake: Tokens,
  discountBps: z.number().int(),
  priority: z.number().int(),
  parallel: z.number().int(),
  freeFast: z.boolean(),
})

/** Heartbeat and believable dollar prices of a Chainlink feed. */
const Feed = z
  .object({ heartbeat: Seconds.min(1), min: Tokens, max: Tokens })
  .transform(({ heartbeat, min, max }) => ({ heartbeat, minE18: min, maxE18: max }))

const Bps = z.number().int().min(0).max(10_000)
const SaleTarget = z.object({ shareBps: Bps, maxDiscountBps: Bps })

/** Decimal number of dollars, or of Spark, in units of 1e-6. */
const Millionths = z
  .string()
  .regex(/^\d[\d_]*(\.\d{1,6})?$/)
  .transform((text) => parseUnits(text.replaceAll('_', ''), 6))

/** Decimal number of SOGNI, in ledger units of 1e-9. */
const SogniUnits = z
  .string()
  .regex(/^\d[\d_]*(\.\d{1,9})?$/)
  .transform((text) => parseUnits(text.replaceAll('_', ''), 9))

/** Bounds of buying SOGNI back; dollars with 18 decimals. */
const BuybackLimits = z
  .object({ chunk: Tokens, dailyUsd: Tokens, monthlyUsd: Tokens })
  .transform(({ chunk, dailyUsd, monthlyUsd }) => ({
    chunk,
    dailyUsdE18: dailyUsd,
    monthlyUsdE18: monthlyUsd,
  }))

/** What a spender may send out of the treasury: `capacity` at once, refilled over the window. */
const SpendLimit = z
  .object({
    spender: z.union([z.enum(['Buyback', 'Timelock']), AccountRef]),
    windowSeconds: Seconds.min(1),
  })
  .and(
    z.union([
      z.object({ token: z.literal('usdc'), capacity: Millionths }),
      z.object({ token: z.enum(['eth', 'sogni']), capacity: Tokens }),
    ]),
  )

/** Bounds of what is minted for card payments. */
const FiatLimits = z
  .object({
    total: Millionths,
    user: Millionths,
    creditLine: Millionths,
    instant: Millionths,
    windowSeconds: Seconds,
    escrowSeconds: Seconds,
    feeBps: Bps,
  })
  .transform(({ total, user, creditLine, instant, ...rest }) => ({
    totalUsdE6: total,
    userUsdE6: user,
    creditLineUsdE6: creditLine,
    instantUsdE6: instant,
    ...rest,
  }))

/** What a root of scores is bonded with, and what qualifies for being compared: either number for users. */
const Scores = z.object({
  bond: Tokens,
  thresholds: z
    .object({ spend: Millionths, stake: SogniUnits, workMs: z.number().int().positive() })
    .transform(({ workMs, ...rest }) => ({ ...rest, work: BigInt(workMs) })),
})

export const Parameters = z.object({
  /** `bootstrap` proposes and executes beside the governor, and can cancel: nobody, once stakers govern. */
  timelock: z.object({
    minDelaySeconds: Seconds,
    slowDelaySeconds: Seconds,
    bootstrap: Accounts.default([]),
  }),
  /** How votes run; the guardian can cancel proposals for 24 months. */
  governance: z
    .object({
      votingDelaySeconds: Seconds,
      votingPeriodSeconds: Seconds.min(1),
      lateQuorumSeconds: Seconds,
      proposalThreshold: Tokens,
      quorumPercent: z.number().int().min(1).max(100),
      quorumFloor: Tokens,
      guardian: AccountRef,
    })
    .refine(
      ({ lateQuorumSeconds, votingPeriodSeconds }) => lateQuorumSeconds <= votingPeriodSeconds,
      'a vote can be made no more than twice as long',
    ),
  roles: z.object({
    council: Holders,
    guardian: Holders,
    pauser: Holders,
    curator: Holders,
    priceSetter: Holders,
    licenseMinter: Holders,
    sparkMinter: Holders,
    fiatMinter: Holders,
    treasurer: Holders,
    promoter: Holders,
    rewardsManager: Holders,
    evaluator: Holders,
    attester: Holders,
    sponsor: Holders,
  }),
  /** What each Spark minter may mint of a class: `capacity` at once, refilled over the window. */
  mintLimits: z.array(
    z.object({
      minter: z.union([z.enum(['SparkSale', 'FiatMinter', 'PromoIssuer']), AccountRef]),
      class: z.enum(['Purchased', 'Promotional']),
      capacity: Tokens,
      windowSeconds: Seconds.min(1),
    }),
  ),
  /** USDC and the Chainlink feeds; `local` makes them. */
  assets: z.union([
    z.literal('local'),
    z.object({
      usdc: AccountRef,
      usdcFeed: AccountRef,
      ethFeed: AccountRef,
      sequencer: AccountRef.optional(),
    }),
  ]),
  /** Ether as a token and the factory of Uniswap v3; `local` makes them. */
  exchange: z.union([z.literal('local'), z.object({ weth: AccountRef, uniswapFactory: AccountRef })]),
  /** What the feeds must keep to. */
  feeds: z.object({ usdc: Feed, eth: Feed }),
  /** Shares of the reserves, and the discount where nothing of a currency is held. */
  saleTargets: z.object({ usdc: SaleTarget, eth: SaleTarget, sogni: SaleTarget }),
  fiatLimits: FiatLimits,
  /** The entry point of passkey accounts, the key that approves what is sponsored, and the most ether of one operation. */
  sponsor: z.object({ entryPoint: z.enum(['0.8', '0.9']), signer: AccountRef, maxCost: Tokens }),
  buyback: BuybackLimits,
  spendLimits: z.array(SpendLimit),
  /** Promotional Spark of an epoch by reason. */
  promoBudgets: z.object({ DailyBoost: Tokens, Quest: Tokens, Referral: Tokens, Grant: Tokens }),
  /** First SOGNI price in dollars. */
  price: z.object({ usd: Tokens, validSeconds: Seconds.min(1).max(604_800) }),
  /** Where the 10,000,000,000 SOGNI go. */
  allocations: Allocations,
  staking: z.object({
    /** What a Fast worker must have bonded at first. */
    requirement: Tokens,
    curve: z.array(CurvePoint),
    levels: z.array(Level),
  }),
  /** SOGNI on a model that gives its whole boost. */
  modelStake: z.object({ fullStake: Tokens }),
  /** What the Model Creator Fund shares a week, and the most an image earns: below the take on the cheapest image. */
  creatorFund: z.object({ perWeek: Tokens, perImage: Tokens }),
  scores: Scores,
  /** Promotional Spark of a day: for everybody, for each tier, and with a Genesis pass. */
  dailyBoost: z.object({ base: Tokens, perTier: Tokens, genesis: Tokens }),
  /** What a referrer gets of its referee's spend, and the most for one referee. */
  referrals: z.object({ bps: Bps, cap: Tokens }),
  confirmations: z.number().int().min(1).default(1),
})

/** Parameters with every `@name` replaced. */
export type Parameters = z.infer<typeof Parameters>

/** Reads a parameters file and gives every `@name` in it its address. */
export function readParameters(file: string, accounts: Record<string, ViemAddress> = {}): Parameters {
  const named = JSON.parse(JSON.stringify(JSON5.parse(readFileSync(file, 'utf8'))), (_, value) =>
    typeof value === 'string' && value.startsWith('@') ? (accounts[value.slice(1)] ?? value) : value,
  )
  const parameters = Parameters.parse(named)
  const left = [...JSON.stringify(named).matchAll(/"(@[a-z][A-Za-z0-9]*)"/g)].map(([, name]) => name)
  if (left.length > 0) throw new Error(`${file} names ${[...new Set(left)].join(', ')}: give each an address`)
  return parameters
}
