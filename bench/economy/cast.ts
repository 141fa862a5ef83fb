import { VESTING_GROUP_NAMES, type VestingGroup } from '@supernet/sdk/protocol'
import { type Hex, keccak256, toHex } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { Random } from '../../test/helpers/random.ts'

/** How a user pays: the wallet's SOGNI, Spark bought in a currency or by card, or Spark that was given. */
export type Purse = 'sogni' | 'usdc' | 'eth' | 'spark-for-sogni' | 'card' | 'promo'

export type User = {
  account: PrivateKeyAccount
  /** Render key of its session. */
  key: PrivateKeyAccount
  purse: Purse
  /** Jobs of an ordinary day. */
  appetite: number
}

export type Worker = {
  owner: PrivateKeyAccount
  operator: PrivateKeyAccount
  fast: boolean
  /** Share of its rewards that is staked, where it has chosen one. */
  autoStakeBps: number
}

const person = (role: string): PrivateKeyAccount => privateKeyToAccount(keccak256(toHex(`economy ${role}`)))

/** Accounts that the parameters name with `@`. */
export const OFFICES = [
  'council',
  'guardian',
  'pauser',
  'curator',
  'priceSetter',
  'licenseMinter',
  'sparkMinter',
  'fiatMinter',
  'sponsor',
  'promoter',
] as const

const PURSES: readonly { purse: Purse; users: number }[] = [
  { purse: 'sogni', users: 18 },
  { purse: 'usdc', users: 12 },
  { purse: 'eth', users: 6 },
  { purse: 'spark-for-sogni', users: 6 },
  { purse: 'card', users: 8 },
  { purse: 'promo', users: 6 },
]
const FAST = 8
const RELAXED = 10
const STAKERS = 10

export type Cast = ReturnType<typeof createCast>

/** Everybody who takes part, the same for every run. */
export function createCast(random: Random) {
  const users = PURSES.flatMap(({ purse, users: count }) =>
    Array.from({ length: count }, (_, i): User => {
      const name = `${purse} user ${i}`
      const appetite = random.between(1, 8)
      return { account: person(name), key: person(`${name} key`), purse, appetite }
    }),
  )
  const workers = Array.from({ length: FAST + RELAXED }, (_, i): Worker => {
    const fast = i < FAST
    const autoStakeBps = fast && i % 2 === 0 ? random.between(1, 10) * 1_000 : 0
    return { owner: person(`owner ${i}`), operator: person(`operator ${i}`), fast, autoStakeBps }
  })
  return {
    deployerKey: keccak256(toHex('economy deployer')) as Hex,
    deployer: person('deployer'),
    offices: Object.fromEntries(OFFICES.map((name) => [name, person(name)])) as Record<
      (typeof OFFICES)[number],
      PrivateKeyAccount
    >,
    /** Who gets what of a group becomes free. */
    groups: Object.fromEntries(
      VESTING_GROUP_NAMES.map((name) => [name, person(`beneficiary of ${name}`)]),
    ) as Record<VestingGroup, PrivateKeyAccount>,
    users,
    workers,
    stakers: Array.from({ length: STAKERS }, (_, i) => person(`staker ${i}`)),
    /** Calls what anybody may call. */
    keeper: person('keeper'),
    modelOwner: person('model owner'),
    /** Proposes what only it gains by. */
    raider: person('raider'),
  }
}
