import type { Address } from 'viem'
import { writeAction } from './action.ts'
import { vaultCall } from './stake.ts'

export interface WithdrawStakeParameters {
  readonly stakingVault: Address
}

/** Pays out every request of the caller that is ready. */
export const withdrawStake = writeAction(({ stakingVault }: WithdrawStakeParameters) =>
  vaultCall(stakingVault, 'withdraw', []),
)
