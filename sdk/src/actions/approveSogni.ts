import type { Address } from 'viem'
import { sogniTokenAbi } from '../abi/index.ts'
import { SOGNI_UNIT_WEI } from '../protocol/pricing.ts'
import { callsOf, writeAction } from './action.ts'

export interface ApproveSogniParameters {
  readonly sogniToken: Address
  readonly ledger: Address
  /** Ledger units, 1e9 wei each. */
  readonly amount: bigint
}

const tokenCall = callsOf(sogniTokenAbi)

/** Lets the ledger pull SOGNI for a session. Spark needs no allowance. */
export const approveSogni = writeAction(({ sogniToken, ledger, amount }: ApproveSogniParameters) =>
  tokenCall(sogniToken, 'approve', [ledger, amount * SOGNI_UNIT_WEI]),
)
