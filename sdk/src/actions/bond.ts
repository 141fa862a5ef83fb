import type { Address, Hex } from 'viem'
import { writeAction } from './action.ts'
import { vaultCall } from './stake.ts'

export interface BondParameters {
  readonly stakingVault: Address
  readonly workerId: Hex
  readonly amount: bigint
}

/** Allots stake of the caller to a worker; it keeps its votes. */
export const bond = writeAction(({ stakingVault, workerId, amount }: BondParameters) =>
  vaultCall(stakingVault, 'bond', [workerId, amount]),
)

/** Takes allotted stake back: active stake again, which leaves through `requestUnstake`. */
export const unbond = writeAction(({ stakingVault, workerId, amount }: BondParameters) =>
  vaultCall(stakingVault, 'unbond', [workerId, amount]),
)
