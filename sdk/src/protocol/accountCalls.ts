import {
  type Address,
  decodeAbiParameters,
  decodeFunctionData,
  encodeAbiParameters,
  encodeFunctionData,
  encodePacked,
  getAddress,
  type Hex,
  hexToBigInt,
  size,
  slice,
} from 'viem'
import { supernetAccountAbi } from '../abi/supernetAccount.ts'

/** One call that an account makes. */
export type AccountCall = { readonly to: Address; readonly value?: bigint; readonly data?: Hex }

/** ERC-7579 modes: a single call, and a batch; either reverts with its first call that reverts. */
const SINGLE = `0x${'00'.repeat(32)}` as const
const BATCH = `0x01${'00'.repeat(31)}` as const

const callsType = [
  {
    type: 'tuple[]',
    components: [
      { name: 'to', type: 'address' },
      { name: 'value', type: 'uint256' },
      { name: 'data', type: 'bytes' },
    ],
  },
] as const

const PAYLOAD_HEAD = 20 + 32

const whole = ({ to, value = 0n, data = '0x' }: AccountCall) => ({ to, value, data })

/** Call data of an operation that makes these calls, in the only encoding that validators and sponsor accept. */
export function encodeAccountCalls(calls: readonly AccountCall[]): Hex {
  const [first, ...more] = calls.map(whole)
  if (first === undefined) throw new Error('An operation makes at least one call')
  const args =
    more.length === 0
      ? ([
          SINGLE,
          encodePacked(['address', 'uint256', 'bytes'], [first.to, first.value, first.data]),
        ] as const)
      : ([BATCH, encodeAbiParameters(callsType, [[first, ...more]])] as const)
  return encodeFunctionData({ abi: supernetAccountAbi, functionName: 'execute', args })
}

/** The calls of an operation; undefined for call data that {@link encodeAccountCalls} does not give, byte for byte. */
export function decodeAccountCalls(callData: Hex): Required<AccountCall>[] | undefined {
  try {
    const { functionName, args } = decodeFunctionData({ abi: supernetAccountAbi, data: callData })
    if (functionName !== 'execute') return undefined
    const calls = readCalls(...args)
    return calls && encodeAccountCalls(calls) === callData.toLowerCase() ? calls : undefined
  } catch {
    // Whatever cannot be read is not one of ours.
    return undefined
  }
}

function readCalls(mode: Hex, payload: Hex): Required<AccountCall>[] | undefined {
  if (mode === BATCH) return decodeAbiParameters(callsType, payload)[0].map(whole)
  if (mode !== SINGLE || size(payload) < PAYLOAD_HEAD) return undefined
  const data = size(payload) === PAYLOAD_HEAD ? '0x' : slice(payload, PAYLOAD_HEAD)
  return [
    { to: getAddress(slice(payload, 0, 20)), value: hexToBigInt(slice(payload, 20, PAYLOAD_HEAD)), data },
  ]
}

/** Selector of a call; `0x` where it has none. */
export const selectorOf = ({ data = '0x' }: AccountCall): Hex => (size(data) < 4 ? '0x' : slice(data, 0, 4))
