import {
  ChainMismatchError,
  ContractFunctionRevertedError,
  ContractFunctionZeroDataError,
  HttpRequestError,
  TimeoutError,
  UnknownRpcError,
  UserRejectedRequestError,
  type BaseError as ViemError,
  WebSocketRequestError,
} from 'viem'
import { BaseError } from './base.ts'

/** 'RenderLedgerSessionNotOpen' to 'Render ledger session not open.' */
function sentenceOf(errorName: string): string {
  const words = errorName.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
  return `The contract refused: ${words}. Correct the arguments and try again.`
}

/** The one place where a raw RPC failure becomes a decoded revert: its code is the Solidity error's name. */
export function toContractError(error: ViemError): BaseError {
  const revert = error.walk((cause) => cause instanceof ContractFunctionRevertedError)
  if (revert instanceof ContractFunctionRevertedError) {
    const name = revert.data?.errorName
    if (name !== undefined && name !== 'Error' && name !== 'Panic')
      return new BaseError(name, { message: sentenceOf(name), details: revert.data?.args, cause: error })
    return new BaseError('transaction-reverted', { details: revert.reason ?? revert.signature, cause: error })
  }
  if (error.walk((cause) => cause instanceof UserRejectedRequestError))
    return new BaseError('transaction-rejected', { cause: error })
  // A wallet that is elsewhere says so; a node that is elsewhere has no contract at our addresses.
  const elsewhere = (cause: unknown) =>
    cause instanceof ChainMismatchError || cause instanceof ContractFunctionZeroDataError
  if (error.walk(elsewhere))
    return new BaseError('wrong-chain', { details: error.shortMessage, cause: error })
  const offline = (cause: unknown) =>
    cause instanceof HttpRequestError ||
    cause instanceof TimeoutError ||
    cause instanceof UnknownRpcError ||
    cause instanceof WebSocketRequestError
  if (error.walk(offline))
    return new BaseError('chain-unreachable', { details: error.shortMessage, cause: error })
  return new BaseError('transaction-reverted', { details: error.shortMessage, cause: error })
}
