import {
  type Abi,
  type Address,
  decodeFunctionData,
  encodeFunctionData,
  type Hex,
  isAddress,
  isAddressEqual,
  isHex,
  size,
  toFunctionSelector,
} from 'viem'
import type { Call } from '../actions/action.ts'
import type { Contracts } from '../schema/network.ts'

/**
 * How a value is read and written. On chain: wei for `sogni` and `spark`, 1e-6 dollars for `usdc`, 1e-18 for `usd`,
 * basis points for `share`.
 */
export type Unit =
  | 'sogni'
  | 'spark'
  | 'usdc'
  | 'usd'
  | 'share'
  | 'percent'
  | 'seconds'
  | 'count'
  | 'flag'
  | 'address'
  | 'hash'
  | 'choice'

/** A number of any unit, the position of a choice, a flag, or an address or hash. */
export type Value = bigint | boolean | Hex
/** Values in the order of the fields. */
export type Row = readonly Value[]

export interface Field {
  readonly label: string
  readonly unit: Unit
  /** Words of a choice, by position. */
  readonly options?: readonly string[]
  /** Of a choice: the first that is offered. */
  readonly least?: bigint
  readonly most?: bigint
  /** Says which of several values is meant; it is given, not changed. */
  readonly key?: true
}

/** Reads a view of the parameter's contract. */
export type ReadView = (functionName: string, args?: readonly unknown[]) => Promise<unknown>

/** Something that the DAO can set or do with one call. */
export interface Parameter {
  readonly id: string
  readonly group: 'Votes' | 'Stake' | 'Money' | 'Network'
  readonly title: string
  /** One sentence: what depends on it. */
  readonly explains: string
  readonly contract: keyof Contracts
  readonly abi: Abi
  readonly functionName: string
  readonly fields: readonly Field[]
  /** A list of rows instead of one; `names` where their number is fixed. */
  readonly list?: { readonly most: number; readonly names?: readonly string[] }
  /** The rows in force, given the keys that were chosen; absent where nothing is there to be read. */
  readonly read?: (view: ReadView, keys: Row, contracts: Contracts) => Promise<readonly Row[]>
  readonly toArgs: (rows: readonly Row[], contracts: Contracts) => readonly unknown[]
  /** Back from the arguments of a call; undefined for a call that means something else. */
  readonly fromArgs: (args: readonly unknown[], contracts: Contracts) => readonly Row[] | undefined
}

/** The call that a proposal makes to put `rows` in force. */
export const parameterCall = (parameter: Parameter, rows: readonly Row[], contracts: Contracts): Call => ({
  abi: parameter.abi,
  address: contracts[parameter.contract],
  functionName: parameter.functionName,
  args: parameter.toArgs(rows, contracts),
})

export interface ParameterChange {
  readonly parameter: Parameter
  readonly rows: readonly Row[]
}

/** What a call of a proposal changes, if the catalogue knows it. */
export function changeOfCall(
  parameters: readonly Parameter[],
  contracts: Contracts,
  call: { readonly target: Address; readonly data: Hex },
): ParameterChange | undefined {
  for (const parameter of parameters) {
    if (!isAddressEqual(contracts[parameter.contract], call.target)) continue
    if (selectorOf(parameter) !== call.data.slice(0, 10)) continue
    try {
      const { args = [] } = decodeFunctionData({ abi: parameter.abi, data: call.data })
      const rows = parameter.fromArgs(args, contracts)
      if (rows === undefined) continue
      // What does not come out as it went in is shown as a plain call: the words must be the call.
      const again = parameterCall(parameter, rows, contracts)
      if (encodeFunctionData({ ...again, args: [...again.args] }) === call.data) return { parameter, rows }
    } catch {
      // Not the arguments of this function.
    }
  }
  return undefined
}

const selectorOf = ({ abi, functionName }: Parameter): Hex | undefined => {
  const item = abi.find((entry) => entry.type === 'function' && entry.name === functionName)
  return item?.type === 'function' ? toFunctionSelector(item) : undefined
}

const INTEGERS: ReadonlySet<Unit> = new Set([
  'sogni',
  'spark',
  'usdc',
  'usd',
  'share',
  'percent',
  'seconds',
  'count',
])

/** Why a value cannot be proposed; undefined if it can. The contract has the last word: simulate the call. */
export function refusalOf(field: Field, value: Value | undefined): string | undefined {
  if (value === undefined) return 'Fill this in'
  if (field.unit === 'address') return isAddress(String(value)) ? undefined : 'Not an address'
  if (field.unit === 'hash')
    return isHex(value) && size(value) === 32 ? undefined : 'Not 32 bytes in hexadecimal'
  if (!INTEGERS.has(field.unit)) return undefined
  const number = BigInt(value as bigint)
  if (number < (field.least ?? 0n)) return 'Too small'
  if (field.most !== undefined && number > field.most) return 'Too large'
  return undefined
}
