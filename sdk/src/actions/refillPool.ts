import type { Address } from 'viem'
import { treasuryAbi } from '../abi/index.ts'
import { callsOf, writeAction } from './action.ts'

export interface RefillPoolParameters {
  readonly treasury: Address
}

const treasuryCall = callsOf(treasuryAbi)

/** Tops the pool that pays for Spark up from the treasury, by anyone. */
export const refillPool = writeAction(({ treasury }: RefillPoolParameters) =>
  treasuryCall(treasury, 'refillPool', []),
)
