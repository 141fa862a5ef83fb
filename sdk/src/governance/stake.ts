import { lpStakingAbi, stakeBenefitsAbi } from '../abi/index.ts'
import type { Parameter, Row } from './parameter.ts'
import { scalar } from './votes.ts'

const benefits = { group: 'Stake', contract: 'stakeBenefits', abi: stakeBenefitsAbi } as const

type CurveRow = { extraBps: number; discountBps: number }
type LevelRow = {
  minStake: bigint
  discountBps: number
  priority: number
  parallel: number
  freeFast: boolean
}

const curveRows = (points: readonly CurveRow[]): Row[] =>
  points.map(({ extraBps, discountBps }) => [BigInt(extraBps), BigInt(discountBps)])

const levelRows = (levels: readonly LevelRow[]): Row[] =>
  levels.map(({ minStake, discountBps, priority, parallel, freeFast }) => [
    minStake,
    BigInt(discountBps),
    BigInt(priority),
    BigInt(parallel),
    freeFast,
  ])

const requirement = scalar(
  {
    ...benefits,
    id: 'bond-requirement',
    title: 'Bond of Fast workers',
    explains: 'What a Fast worker must have bonded. It moves by at most 20 %, once in 30 days.',
    functionName: 'setRequirement',
  },
  { unit: 'sogni', label: 'Bond', least: 1n },
  'requirement',
)

/** What stake is good for. */
export const stakeParameters: readonly Parameter[] = [
  {
    ...requirement,
    read: async (view) => [[((await view('requirement')) as { amount: bigint }).amount]],
  },
  {
    ...benefits,
    id: 'take-curve',
    title: 'Take of bonded workers',
    explains: 'How far the take of a worker falls with the bond that it has above the requirement.',
    functionName: 'setCurve',
    fields: [
      { label: 'Bond above the requirement', unit: 'share', most: 4_294_967_295n },
      { label: 'Take falls by', unit: 'share', most: 2_500n },
    ],
    list: { most: 16 },
    read: async (view) => curveRows((await view('curve')) as CurveRow[]),
    toArgs: (rows) => [
      rows.map(([extraBps, discountBps]) => ({
        extraBps: Number(extraBps),
        discountBps: Number(discountBps),
      })),
    ],
    fromArgs: ([points]) => curveRows(points as CurveRow[]),
  },
  {
    ...benefits,
    id: 'levels',
    title: 'Discounts of stakers',
    explains: 'What users get from a certain stake on. The first level asks for nothing.',
    functionName: 'setLevels',
    fields: [
      { label: 'From', unit: 'sogni' },
      { label: 'Discount', unit: 'share', most: 2_000n },
      { label: 'Priority', unit: 'count', most: 255n },
      { label: 'Pictures at once', unit: 'count', most: 65_535n },
      { label: 'Fast when idle', unit: 'flag' },
    ],
    list: { most: 16 },
    read: async (view) => levelRows((await view('levels')) as LevelRow[]),
    toArgs: (rows) => [
      rows.map(([minStake, discountBps, priority, parallel, freeFast]) => ({
        minStake,
        discountBps: Number(discountBps),
        priority: Number(priority),
        parallel: Number(parallel),
        freeFast,
      })),
    ],
    fromArgs: ([levels]) => levelRows(levels as LevelRow[]),
  },
  {
    group: 'Stake',
    contract: 'lpStaking',
    abi: lpStakingAbi,
    id: 'list-pool',
    title: 'List a pool of liquidity',
    explains: 'LP tokens of this SOGNI pair can be staked from then on.',
    functionName: 'listPool',
    fields: [
      { label: 'Pool', unit: 'address' },
      { label: 'Price oracle', unit: 'address' },
    ],
    toArgs: ([row]) => [...(row ?? [])],
    fromArgs: (args) => [args as Row],
  },
  {
    group: 'Stake',
    contract: 'lpStaking',
    abi: lpStakingAbi,
    id: 'unlist-pool',
    title: 'Close a pool of liquidity',
    explains: 'No more LP tokens of this pair can be staked; what is staked goes on.',
    functionName: 'unlistPool',
    fields: [{ label: 'Pool', unit: 'address' }],
    toArgs: ([row]) => [...(row ?? [])],
    fromArgs: (args) => [args as Row],
  },
]
