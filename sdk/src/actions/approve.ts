import type { Address } from 'viem'
import { erc20Abi } from 'viem'
import { callsOf, writeAction } from './action.ts'

export interface ApproveParameters {
  readonly token: Address
  readonly spender: Address
  /** In the token's smallest units. */
  readonly amount: bigint
}

const tokenCall = callsOf(erc20Abi)

/** Lets `spender` take `amount` of a token: for accounts that cannot sign a permit. */
export const approve = writeAction(({ token, spender, amount }: ApproveParameters) =>
  tokenCall(token, 'approve', [spender, amount]),
)
