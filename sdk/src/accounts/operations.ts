import { type Hash, type HttpTransportConfig, http, type TransactionReceipt } from 'viem'
import {
  type BundlerClient,
  createBundlerClient,
  createPaymasterClient,
  type SmartAccount,
  type UserOperationReceipt,
  UserOperationReceiptNotFoundError,
} from 'viem/account-abstraction'
import { BaseError } from '../errors/base.ts'
import type { AccountCall } from '../protocol/accountCalls.ts'
import { toOperationError } from './operationError.ts'

const POLLING_MS = 500
const WAIT_MS = 120_000

export type SenderOptions = {
  readonly account: SmartAccount
  /** The relayer's `/rpc`, or any bundler with a sponsor. */
  readonly bundlerUrl: string
  /** How it is asked: a browser's login goes along as a cookie. */
  readonly bundlerHttp?: HttpTransportConfig
  readonly pollingMs?: number
}

/** An operation on the chain: its transaction is shared with others, `logs` are its own. */
export type Included = {
  readonly operation: Hash
  readonly transactionHash: Hash
  readonly receipt: TransactionReceipt
  readonly logs: UserOperationReceipt['logs']
}

export interface OperationSender {
  /** Sends calls as one sponsored operation, all or none of them; the key signs once. */
  send(calls: readonly AccountCall[]): Promise<Hash>
  /** Waits until an operation is on the chain. Throws where its calls reverted, though it was paid for. */
  wait(operation: Hash): Promise<Included>
  /** The operation if it is on the chain, however its calls went. */
  find(operation: Hash): Promise<UserOperationReceipt | undefined>
}

/** Sends what an account does as sponsored operations. Throws BaseError only. */
export function operationSender({
  account,
  bundlerUrl,
  bundlerHttp,
  pollingMs = POLLING_MS,
}: SenderOptions): OperationSender {
  const transport = http(bundlerUrl, { fetchOptions: { credentials: 'include' }, ...bundlerHttp })
  const bundler: BundlerClient = createBundlerClient({
    account,
    client: account.client,
    transport,
    paymaster: createPaymasterClient({ transport }),
    pollingInterval: pollingMs,
  })
  /** A bundler that is away for a moment has not forgotten what it took. */
  const follow = async (operation: Hash): Promise<UserOperationReceipt> => {
    const end = performance.now() + WAIT_MS
    for (;;) {
      try {
        return await bundler.waitForUserOperationReceipt({
          hash: operation,
          timeout: end - performance.now(),
        })
      } catch (error) {
        const fault = toOperationError(error)
        if (!fault.retryable || performance.now() + pollingMs > end) throw fault
      }
      await new Promise((resolve) => setTimeout(resolve, pollingMs))
    }
  }

  return {
    async send(calls) {
      try {
        return await bundler.sendUserOperation({ account, calls: [...calls] })
      } catch (error) {
        throw toOperationError(error)
      }
    },
    async wait(operation) {
      const { receipt, success, reason, logs } = await follow(operation)
      if (!success) throw new BaseError('transaction-reverted', { details: { operation, reason } })
      return { operation, transactionHash: receipt.transactionHash, receipt, logs }
    },
    async find(operation) {
      try {
        return await bundler.getUserOperationReceipt({ hash: operation })
      } catch (error) {
        if (error instanceof UserOperationReceiptNotFoundError) return undefined
        throw toOperationError(error)
      }
    },
  }
}
