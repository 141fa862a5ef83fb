import { type Hex, numberToHex } from 'viem'
import type { UserOperationReceipt } from 'viem/account-abstraction'

const VERSION = '2.0.0'
const PENDING = 100
const CONFIRMED = 200
const REVERTED = 500

/** What `wallet_getCallsStatus` of EIP-5792 answers about calls that went as one operation. */
export function callsStatus(id: Hex, chainId: Hex, found: UserOperationReceipt | undefined) {
  const base = { version: VERSION, id, chainId, atomic: true }
  if (found === undefined) return { ...base, status: PENDING }
  const { receipt, logs, success } = found
  const { transactionHash, blockHash, blockNumber, gasUsed } = receipt
  return {
    ...base,
    status: success ? CONFIRMED : REVERTED,
    receipts: [
      {
        transactionHash,
        blockHash,
        blockNumber: numberToHex(blockNumber),
        gasUsed: numberToHex(gasUsed),
        // Of the operation: the transaction goes on where one of its operations reverts.
        status: success ? '0x1' : '0x0',
        logs: logs.map(({ address, data, topics }) => ({ address, data, topics })),
      },
    ],
  }
}
