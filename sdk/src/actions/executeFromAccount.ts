import type { Address, Hex } from 'viem'
import { tokenAccountAbi } from '../abi/index.ts'
import { callsOf, writeAction } from './action.ts'

export interface ExecuteFromAccountParameters {
  /** Token-bound account of a model or a licence; the caller holds its token. */
  readonly account: Address
  readonly to: Address
  readonly value?: bigint
  readonly data?: Hex
}

/** ERC-6551: 0 is CALL, the only operation that the reference account takes. */
const CALL = 0
const accountCall = callsOf(tokenAccountAbi)

/** Lets a token-bound account call another contract: how a model's owner spends its royalties. */
export const executeFromAccount = writeAction(
  ({ account, to, value = 0n, data = '0x' }: ExecuteFromAccountParameters) =>
    accountCall(account, 'execute', [to, value, data, CALL]),
)
