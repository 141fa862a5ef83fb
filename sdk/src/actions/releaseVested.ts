import type { Address } from 'viem'
import { vestingVaultAbi } from '../abi/index.ts'
import { callsOf, writeAction } from './action.ts'

const vaultCall = callsOf(vestingVaultAbi)

/** Sends what a vesting vault has freed to its beneficiary, by anyone. */
export const releaseVested = writeAction(
  ({ vault, token }: { readonly vault: Address; readonly token: Address }) =>
    vaultCall(vault, 'release', [token]),
)
