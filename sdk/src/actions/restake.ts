import { writeAction } from './action.ts'
import { type StakeParameters, vaultCall } from './stake.ts'

/** Makes cooling stake active again, newest requests first. */
export const restake = writeAction(({ stakingVault, amount }: StakeParameters) =>
  vaultCall(stakingVault, 'restake', [amount]),
)
