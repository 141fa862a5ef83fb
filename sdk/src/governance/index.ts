import { moneyParameters } from './money.ts'
import { networkParameters } from './network.ts'
import type { Parameter } from './parameter.ts'
import { stakeParameters } from './stake.ts'
import { voteParameters } from './votes.ts'

export * from './parameter.ts'

/** Everything that a proposal can be made of by picking. Upgrades, roles and new contracts are not: they need code. */
export const parameters: readonly Parameter[] = [
  ...voteParameters,
  ...stakeParameters,
  ...moneyParameters,
  ...networkParameters,
]
