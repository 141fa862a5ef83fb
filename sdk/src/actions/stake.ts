import type { Address } from 'viem'
import { stakingVaultAbi } from '../abi/index.ts'
import { callsOf, writeAction } from './action.ts'

/** Calls to the staking vault; amounts are wei of SOGNI. */
export const vaultCall = callsOf(stakingVaultAbi)

export interface StakeParameters {
  readonly stakingVault: Address
  readonly amount: bigint
}

/** Stakes SOGNI that the vault may pull; the first stake delegates its votes to its owner. */
export const stake = writeAction(({ stakingVault, amount }: StakeParameters) =>
  vaultCall(stakingVault, 'stake', [amount]),
)
