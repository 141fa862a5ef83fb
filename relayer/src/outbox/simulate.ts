import {
  buybackAbi,
  contractErrors,
  fiatMinterAbi,
  governorAbi,
  modelCreatorFundAbi,
  priceOracleAbi,
  renderLedgerAbi,
  rewardStreamAbi,
  scoreBoardAbi,
  sogniTokenAbi,
  treasuryAbi,
} from '@supernet/sdk/abi'
import { estimateInNextBlock } from '@supernet/sdk/actions'
import { BaseError, toBaseError } from '@supernet/sdk/errors'
import { TRANSACTION_GAS_CAP } from '@supernet/sdk/protocol'
import {
  type Abi,
  decodeErrorResult,
  decodeFunctionData,
  decodeFunctionResult,
  getAbiItem,
  type Hex,
  type PublicClient,
  RawContractError,
  BaseError as ViemError,
} from 'viem'
import type { OutboxRow } from './outboxRows.ts'

const abi: Abi = [
  ...renderLedgerAbi,
  ...treasuryAbi,
  ...governorAbi,
  ...priceOracleAbi,
  ...buybackAbi,
  ...rewardStreamAbi,
  ...scoreBoardAbi,
  ...modelCreatorFundAbi,
  ...fiatMinterAbi,
  ...sogniTokenAbi,
  // What a call may fail on further down.
  ...contractErrors,
]

/** What sending a row now would do. */
export type Forecast =
  | { readonly worthwhile: true; readonly gas: bigint }
  | { readonly worthwhile: false; readonly code: string }

/** The state may grow between estimate and block: first touches of slots. */
const withMargin = (gas: bigint): bigint => {
  const wide = (gas * 125n) / 100n + 50_000n
  return wide > TRANSACTION_GAS_CAP ? TRANSACTION_GAS_CAP : wide
}

/**
 * Runs the call at the head, and measures it for the block after. A batch without an applied line, or a duty without an
 * effect, is not worth its gas.
 */
export async function simulate(
  chain: PublicClient,
  from: Hex,
  row: Pick<OutboxRow, 'to' | 'data'>,
): Promise<Forecast> {
  const call = { account: from, to: row.to, data: row.data }
  try {
    const { data } = await chain.call(call)
    if (!hasEffect(row, data)) return { worthwhile: false, code: 'line-used' }
    return { worthwhile: true, gas: withMargin(await estimateInNextBlock(chain, call)) }
  } catch (error) {
    const code = revertName(error)
    if (code === undefined) throw toBaseError(error)
    return { worthwhile: false, code }
  }
}

function hasEffect(row: Pick<OutboxRow, 'data'>, data: Hex | undefined): boolean {
  if (data === undefined || data === '0x') return true
  const { functionName, args } = decodeFunctionData({ abi, data: row.data })
  // Two contracts may have a function of one name: the arguments tell which.
  const item = getAbiItem({ abi, name: functionName, args } as never)
  const result = decodeFunctionResult({ abi: [item] as Abi, functionName, data })
  const effect = Array.isArray(result) ? result[0] : result
  return effect !== 0n
}

/** Name of the contract's error; undefined where the call did not revert. */
function revertName(error: unknown): string | undefined {
  if (error instanceof BaseError) return error.code
  if (!(error instanceof ViemError)) return undefined
  const raw = error.walk(
    (cause) => cause instanceof RawContractError || (cause as { data?: unknown }).data !== undefined,
  )
  const data = (raw as { data?: Hex | { data?: Hex } } | null)?.data
  const bytes = typeof data === 'object' ? data.data : data
  if (bytes === undefined) return error.shortMessage.includes('revert') ? 'transaction-reverted' : undefined
  try {
    return decodeErrorResult({ abi, data: bytes }).errorName
  } catch {
    return 'transaction-reverted'
  }
}
