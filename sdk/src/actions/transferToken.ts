import type { Address } from 'viem'
import { sogniTokenAbi } from '../abi/index.ts'
import { callsOf, writeAction } from './action.ts'

export interface TransferTokenParameters {
  readonly token: Address
  readonly to: Address
  /** Wei of the token. */
  readonly amount: bigint
}

const tokenCall = callsOf(sogniTokenAbi)

/** Sends tokens of the caller. */
export const transferToken = writeAction(({ token, to, amount }: TransferTokenParameters) =>
  tokenCall(token, 'transfer', [to, amount]),
)
