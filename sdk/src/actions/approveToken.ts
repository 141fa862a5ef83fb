import type { Address } from 'viem'
import { sogniTokenAbi } from '../abi/index.ts'
import { callsOf, writeAction } from './action.ts'

export interface ApproveTokenParameters {
  readonly token: Address
  readonly spender: Address
  /** In the token's smallest parts. */
  readonly amount: bigint
}

const tokenCall = callsOf(sogniTokenAbi)

/** Lets `spender` pull an ERC-20 token of the caller. */
export const approveToken = writeAction(({ token, spender, amount }: ApproveTokenParameters) =>
  tokenCall(token, 'approve', [spender, amount]),
)
