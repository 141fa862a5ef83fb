import { FAULT_CODES, type OperationFault } from '../core/operationFault.ts'

/** An answer of JSON-RPC that is an error. */
export class RpcError extends Error {
  readonly code: number
  readonly data: unknown

  constructor(code: number, message: string, data?: unknown) {
    super(message)
    this.name = 'RpcError'
    this.code = code
    this.data = data
  }
}

/** A refusal by its number in ERC-7769. */
export const faultError = ({ code, message }: OperationFault, data?: unknown): RpcError =>
  new RpcError(FAULT_CODES[code], message, data)
