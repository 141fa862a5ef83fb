import { isAddressEqual } from 'viem'
import {
  assetPricesAbi,
  buybackAbi,
  fiatMinterAbi,
  promoIssuerAbi,
  rewardStreamAbi,
  salePolicyAbi,
  sparkPointsAbi,
  treasuryAbi,
} from '../abi/index.ts'
import type { Parameter, Row } from './parameter.ts'
import { scalar } from './votes.ts'

const DAY = 86_400n
const CURRENCIES = ['USDC', 'Ether', 'SOGNI'] as const
const CLASSES = ['Purchased', 'Promotional'] as const
const REASONS = ['Sale', 'Card payment', 'Daily boost', 'Quest', 'Referral', 'Grant'] as const

type Target = { shareBps: number; maxDiscountBps: number }
type Bounds = { heartbeat: number; minE18: bigint; maxE18: bigint }
type Limits = {
  totalUsdE6: bigint
  userUsdE6: bigint
  creditLineUsdE6: bigint
  instantUsdE6: bigint
  windowSeconds: number
  escrowSeconds: number
  feeBps: number
}

type BuybackLimits = { chunk: bigint; dailyUsdE18: bigint; monthlyUsdE18: bigint }

const buybackRow = ({ chunk, dailyUsdE18, monthlyUsdE18 }: BuybackLimits): Row => [
  chunk,
  dailyUsdE18,
  monthlyUsdE18,
]

const targetRows = (targets: readonly Target[]): Row[] =>
  targets.map(({ shareBps, maxDiscountBps }) => [BigInt(shareBps), BigInt(maxDiscountBps)])

const limitsRow = (limits: Limits): Row => [
  limits.totalUsdE6,
  limits.userUsdE6,
  limits.creditLineUsdE6,
  limits.instantUsdE6,
  BigInt(limits.windowSeconds),
  BigInt(limits.escrowSeconds),
  BigInt(limits.feeBps),
]

/** A payment from the bucket of votes: small enough that the ordinary delay will do. */
const spending = (unit: 'sogni' | 'usdc', name: string, token: 'sogniToken' | 'usdc'): Parameter => ({
  group: 'Money',
  contract: 'treasury',
  abi: treasuryAbi,
  id: `treasury-spend-${unit}`,
  title: `Spend ${name} of the treasury`,
  explains:
    'One payment after the ordinary delay, refused beyond the limit of votes and where solvency would not hold.',
  functionName: 'spend',
  fields: [
    { label: 'To', unit: 'address' },
    { label: 'Amount', unit, least: 1n },
  ],
  toArgs: ([row = []], contracts) => [contracts[token], row[0], row[1]],
  fromArgs: ([spent, to, amount], contracts) =>
    isAddressEqual(spent as `0x${string}`, contracts[token])
      ? [[to as `0x${string}`, amount as bigint]]
      : undefined,
})

/** How Spark is sold, what backs it, and what the treasury spends. */
export const moneyParameters: readonly Parameter[] = [
  {
    group: 'Money',
    contract: 'salePolicy',
    abi: salePolicyAbi,
    id: 'sale-targets',
    title: 'Mix of the reserves',
    explains: 'The part that each currency should have, and the discount on Spark while there is none of it.',
    functionName: 'setTargets',
    fields: [
      { label: 'Part of the reserves', unit: 'share', most: 10_000n },
      { label: 'Discount at most', unit: 'share', most: 10_000n },
    ],
    list: { most: 3, names: CURRENCIES },
    read: async (view) => targetRows((await view('targets')) as Target[]),
    toArgs: (rows) => [
      rows.map(([shareBps, maxDiscountBps]) => ({
        shareBps: Number(shareBps),
        maxDiscountBps: Number(maxDiscountBps),
      })),
    ],
    fromArgs: ([targets]) => targetRows(targets as Target[]),
  },
  {
    group: 'Money',
    contract: 'assetPrices',
    abi: assetPricesAbi,
    id: 'feed-bounds',
    title: 'Bounds of a price feed',
    explains: 'A price that is older than this, or outside, is not believed, and nothing is sold at it.',
    functionName: 'setFeedBounds',
    fields: [
      { label: 'Currency', unit: 'choice', options: CURRENCIES.slice(0, 2), key: true },
      { label: 'Oldest', unit: 'seconds', least: 1n, most: 30n * DAY },
      { label: 'Lowest', unit: 'usd' },
      { label: 'Highest', unit: 'usd' },
    ],
    read: async (view, [currency = 0n]) => {
      const bounds = (await view('feedBounds', [Number(currency)])) as Bounds
      return [[currency, BigInt(bounds.heartbeat), bounds.minE18, bounds.maxE18]]
    },
    toArgs: ([row = []]) => [Number(row[0]), { heartbeat: Number(row[1]), minE18: row[2], maxE18: row[3] }],
    fromArgs: ([currency, bounds]) => {
      const { heartbeat, minE18, maxE18 } = bounds as Bounds
      return [[BigInt(currency as number), BigInt(heartbeat), minE18, maxE18]]
    },
  },
  {
    group: 'Money',
    contract: 'buyback',
    abi: buybackAbi,
    id: 'buyback-limits',
    title: 'Limits of the buyback',
    explains:
      'How much SOGNI is bought at once, and how many dollars are spent on it in a day and in 30 days.',
    functionName: 'setLimits',
    fields: [
      { label: 'At once', unit: 'sogni' },
      { label: 'In a day', unit: 'usd' },
      { label: 'In 30 days', unit: 'usd' },
    ],
    read: async (view) => [buybackRow((await view('limits')) as BuybackLimits)],
    toArgs: ([row = []]) => [{ chunk: row[0], dailyUsdE18: row[1], monthlyUsdE18: row[2] }],
    fromArgs: ([limits]) => [buybackRow(limits as BuybackLimits)],
  },
  {
    group: 'Money',
    contract: 'fiatMinter',
    abi: fiatMinterAbi,
    id: 'card-limits',
    title: 'Limits of card payments',
    explains: 'How much Spark is minted for card payments in a window, and how much before they are paid in.',
    functionName: 'setLimits',
    fields: [
      { label: 'All buyers, in a window', unit: 'usdc' },
      { label: 'One buyer, in a window', unit: 'usdc' },
      { label: 'Not paid in yet, at most', unit: 'usdc' },
      { label: 'At once for a new buyer', unit: 'usdc' },
      { label: 'Window', unit: 'seconds', least: 1n, most: 4_294_967_295n },
      { label: 'New buyers wait', unit: 'seconds', most: 4_294_967_295n },
      { label: 'Fee', unit: 'share', most: 10_000n },
    ],
    read: async (view) => [limitsRow((await view('limits')) as Limits)],
    toArgs: ([row = []]) => [
      {
        totalUsdE6: row[0],
        userUsdE6: row[1],
        creditLineUsdE6: row[2],
        instantUsdE6: row[3],
        windowSeconds: Number(row[4]),
        escrowSeconds: Number(row[5]),
        feeBps: Number(row[6]),
      },
    ],
    fromArgs: ([limits]) => [limitsRow(limits as Limits)],
  },
  {
    group: 'Money',
    contract: 'sparkPoints',
    abi: sparkPointsAbi,
    id: 'mint-limit',
    title: 'Spark that a minter may mint',
    explains: 'How much a contract or an account with the minter role can mint in a window.',
    functionName: 'setMintLimit',
    fields: [
      { label: 'Minter', unit: 'address', key: true },
      { label: 'Class', unit: 'choice', options: CLASSES, key: true },
      { label: 'Spark in a window', unit: 'spark' },
      { label: 'Window', unit: 'seconds', least: 1n, most: 365n * DAY },
    ],
    read: async (view, [minter, sparkClass = 0n]) => {
      const [capacity, window] = (await view('mintLimit', [minter, Number(sparkClass)])) as [bigint, number]
      return [[minter as `0x${string}`, sparkClass, capacity, BigInt(window)]]
    },
    toArgs: ([row = []]) => [row[0], Number(row[1]), row[2], Number(row[3])],
    fromArgs: ([minter, sparkClass, capacity, window]) => [
      [minter as `0x${string}`, BigInt(sparkClass as number), capacity as bigint, BigInt(window as number)],
    ],
  },
  {
    group: 'Money',
    contract: 'promoIssuer',
    abi: promoIssuerAbi,
    id: 'promo-budget',
    title: 'Promotional Spark of a week',
    explains: 'How much Spark each epoch may give away for one reason.',
    functionName: 'setBudget',
    fields: [
      { label: 'Reason', unit: 'choice', options: REASONS, least: 2n, key: true },
      { label: 'Spark in an epoch', unit: 'spark' },
    ],
    read: async (view, [reason = 2n]) => [[reason, (await view('budgetOf', [Number(reason)])) as bigint]],
    toArgs: ([row = []]) => [Number(row[0]), row[1]],
    fromArgs: ([reason, perEpoch]) => [[BigInt(reason as number), perEpoch as bigint]],
  },
  scalar(
    {
      group: 'Money',
      contract: 'rewardStream',
      abi: rewardStreamAbi,
      id: 'reward-destination',
      title: 'Where streamed rewards go',
      explains: 'The account that receives the SOGNI of the reward stream.',
      functionName: 'setDestination',
    },
    { unit: 'address', label: 'Account' },
    'destination',
  ),
  spending('sogni', 'SOGNI', 'sogniToken'),
  spending('usdc', 'USDC', 'usdc'),
  {
    group: 'Money',
    contract: 'treasury',
    abi: treasuryAbi,
    id: 'spend-limit',
    title: 'SOGNI that the treasury lets a spender pay',
    explains: 'What votes pay after the ordinary delay, or a manager on its own, from a bucket that refills.',
    functionName: 'setSpendLimit',
    fields: [
      { label: 'Spender', unit: 'address', key: true },
      { label: 'SOGNI in a window', unit: 'sogni' },
      { label: 'Window', unit: 'seconds', least: 1n, most: 365n * DAY },
    ],
    read: async (view, [spender], { sogniToken }) => {
      const [capacity, window] = (await view('spendLimit', [spender, sogniToken])) as [bigint, number]
      return [[spender as `0x${string}`, capacity, BigInt(window)]]
    },
    toArgs: ([row = []], { sogniToken }) => [row[0], sogniToken, row[1], Number(row[2])],
    fromArgs: ([spender, token, capacity, window], { sogniToken }) =>
      isAddressEqual(token as `0x${string}`, sogniToken)
        ? [[spender as `0x${string}`, capacity as bigint, BigInt(window as number)]]
        : undefined,
  },
  {
    group: 'Money',
    contract: 'treasury',
    abi: treasuryAbi,
    id: 'treasury-payment',
    title: 'Pay SOGNI from the treasury',
    explains: 'One payment. It is refused if the treasury would not be solvent after it.',
    functionName: 'withdraw',
    fields: [
      { label: 'To', unit: 'address' },
      { label: 'Amount', unit: 'sogni', least: 1n },
    ],
    toArgs: ([row = []], { sogniToken }) => [sogniToken, row[0], row[1]],
    fromArgs: ([token, to, amount], { sogniToken }) =>
      isAddressEqual(token as `0x${string}`, sogniToken)
        ? [[to as `0x${string}`, amount as bigint]]
        : undefined,
  },
]
