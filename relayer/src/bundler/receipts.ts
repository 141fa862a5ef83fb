import { UserOperation } from '@supernet/sdk/schema'
import { type Address, type Hex, type Log, numberToHex, type PublicClient, toEventSelector } from 'viem'
import { z } from 'zod'
import type { OperationRow } from './operationRows.ts'

const BEFORE_EXECUTION = toEventSelector('BeforeExecution()')
const USER_OPERATION_EVENT = toEventSelector(
  'UserOperationEvent(bytes32,address,address,uint256,bool,uint256,uint256)',
)
const REVERT_REASON = toEventSelector('UserOperationRevertReason(bytes32,address,uint256,bytes)')

/** A log in the form of JSON-RPC. */
const encodeLog = ({ blockNumber, logIndex, transactionIndex, ...log }: Log) => ({
  address: log.address,
  topics: log.topics,
  data: log.data,
  blockHash: log.blockHash,
  blockNumber: blockNumber === null ? null : numberToHex(blockNumber),
  transactionHash: log.transactionHash,
  transactionIndex: transactionIndex === null ? null : numberToHex(transactionIndex),
  logIndex: logIndex === null ? null : numberToHex(logIndex),
  removed: false,
})

/** What `eth_getUserOperationByHash` answers; the fields of the block are null until there is one. */
export const describeOperation = (row: OperationRow, entryPoint: Address) => ({
  userOperation: z.encode(UserOperation, row.operation),
  entryPoint,
  transactionHash: row.block === null ? null : row.tx,
  blockHash: row.blockHash,
  blockNumber: row.block === null ? null : numberToHex(row.block),
})

/** What `eth_getUserOperationReceipt` answers. */
export async function describeReceipt(chain: PublicClient, row: OperationRow, entryPoint: Address) {
  if (row.block === null || row.tx === null) return null
  const receipt = await chain.getTransactionReceipt({ hash: row.tx })
  const own = logsOf(receipt.logs, row.hash, entryPoint)
  const reason = own.find(({ topics }) => topics[0] === REVERT_REASON)
  return {
    userOpHash: row.hash,
    entryPoint,
    sender: row.sender,
    nonce: numberToHex(row.nonce),
    paymaster: row.operation.paymaster,
    actualGasCost: numberToHex(row.gasCost ?? 0n),
    actualGasUsed: numberToHex(row.gasUsed ?? 0n),
    success: row.success === true,
    ...(reason !== undefined && { reason: reason.data }),
    logs: own.filter(({ topics }) => topics[0] !== USER_OPERATION_EVENT).map(encodeLog),
    receipt: {
      transactionHash: receipt.transactionHash,
      transactionIndex: numberToHex(receipt.transactionIndex),
      blockHash: receipt.blockHash,
      blockNumber: numberToHex(receipt.blockNumber),
      from: receipt.from,
      to: receipt.to,
      cumulativeGasUsed: numberToHex(receipt.cumulativeGasUsed),
      gasUsed: numberToHex(receipt.gasUsed),
      effectiveGasPrice: numberToHex(receipt.effectiveGasPrice),
      contractAddress: null,
      logs: receipt.logs.map(encodeLog),
      logsBloom: receipt.logsBloom,
      status: receipt.status === 'success' ? '0x1' : '0x0',
      type: receipt.type === 'eip7702' ? '0x4' : '0x2',
    },
  }
}

/** The logs that an operation made: those between the end of the one before it and its own end. */
function logsOf(logs: readonly Log[], hash: Hex, entryPoint: Address): Log[] {
  const isMark = (log: Log) =>
    log.address.toLowerCase() === entryPoint.toLowerCase() &&
    (log.topics[0] === USER_OPERATION_EVENT || log.topics[0] === BEFORE_EXECUTION)
  const end = logs.findIndex((log) => isMark(log) && log.topics[1] === hash)
  const start = logs.slice(0, Math.max(end, 0)).findLastIndex(isMark)
  return end < 0 ? [] : logs.slice(start + 1, end + 1)
}
