import { writeAction } from './action.ts'
import { type StakeParameters, vaultCall } from './stake.ts'

/** Starts the cooldown of free stake: its votes are gone at once, `withdrawStake` pays it after 7 days. */
export const requestUnstake = writeAction(({ stakingVault, amount }: StakeParameters) =>
  vaultCall(stakingVault, 'requestUnstake', [amount]),
)
