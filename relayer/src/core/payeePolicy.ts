import type { AccountCall } from '@supernet/sdk/protocol'
import { selectorOf } from '@supernet/sdk/protocol'
import { type Address, decodeFunctionData, erc20Abi, type Hex, isAddressEqual } from 'viem'

const TRANSFER: Hex = '0xa9059cbb'

export interface Transfer {
  readonly token: Address
  readonly payee: Address
  readonly amount: bigint
}

/** What the calls of an operation send to others, of the tokens that are looked after. */
export const transfersOf = (
  calls: readonly Required<AccountCall>[],
  tokens: readonly Address[],
): Transfer[] =>
  calls.flatMap((call) => {
    const token = tokens.find((one) => isAddressEqual(one, call.to))
    if (token === undefined || selectorOf(call) !== TRANSFER) return []
    const { args } = decodeFunctionData({ abi: erc20Abi, data: call.data })
    const [payee, amount] = args as readonly [Address, bigint]
    return [{ token, payee, amount }]
  })

export interface PayeeRules {
  /** Of each token, what an account sends in a day to people whom it has not announced long enough ago. */
  readonly free: ReadonlyMap<Address, bigint>
  readonly delay: number
}

/** What goes to people who are not open at `now`, by token; `announced` says when each was announced. */
export function freeAmounts(
  transfers: readonly Transfer[],
  announced: ReadonlyMap<Address, number>,
  { delay }: PayeeRules,
  now: number,
): ReadonlyMap<Address, bigint> {
  const sums = new Map<Address, bigint>()
  for (const { token, payee, amount } of transfers) {
    const at = announced.get(payee)
    if (at !== undefined && at + delay <= now) continue
    sums.set(token, (sums.get(token) ?? 0n) + amount)
  }
  return sums
}
