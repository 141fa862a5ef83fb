import type { Address } from 'viem'
import { stakeBenefitsAbi } from '../abi/index.ts'
import { callsOf, writeAction } from './action.ts'

export interface RefreshDiscountParameters {
  readonly stakeBenefits: Address
  /** Render key of an open session. */
  readonly key: Address
}

const benefitsCall = callsOf(stakeBenefitsAbi)

/** Pushes the discount that the stake of a session's owner gives now to the ledger; by anyone. */
export const refreshDiscount = writeAction(({ stakeBenefits, key }: RefreshDiscountParameters) =>
  benefitsCall(stakeBenefits, 'refreshDiscount', [key]),
)
