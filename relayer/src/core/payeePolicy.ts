import { sparkSaleAbi } from '@supernet/sdk/abi'
import { CURRENCIES } from '@supernet/sdk/actions'
import type { AccountCall } from '@supernet/sdk/protocol'
import { selectorOf } from '@supernet/sdk/protocol'
import type { Contracts } from '@supernet/sdk/schema'
import { type Address, decodeFunctionData, erc20Abi, type Hex, isAddressEqual } from 'viem'

const TRANSFER: Hex = '0xa9059cbb'

export interface Transfer {
  readonly token: Address
  readonly payee: Address
  readonly amount: bigint
}

/** The tokens that are looked after, and where Spark is bought with them. */
export type Watched = Pick<Contracts, 'sogniToken' | 'usdc' | 'sparkSale'>

/** What the calls of an operation give to others: by a transfer, or as Spark that is bought for them. */
export const transfersOf = (
  account: Address,
  calls: readonly Required<AccountCall>[],
  watched: Watched,
): Transfer[] =>
  calls.flatMap((call) => {
    const given = isAddressEqual(call.to, watched.sparkSale)
      ? purchaseOf(call, watched)
      : transferOf(call, [watched.sogniToken, watched.usdc])
    return given === undefined || isAddressEqual(given.payee, account) ? [] : [given]
  })

function transferOf(call: Required<AccountCall>, tokens: readonly Address[]): Transfer | undefined {
  const token = tokens.find((one) => isAddressEqual(one, call.to))
  if (token === undefined || selectorOf(call) !== TRANSFER) return undefined
  const { args } = decodeFunctionData({ abi: erc20Abi, data: call.data })
  const [payee, amount] = args as readonly [Address, bigint]
  return { token, payee, amount }
}

/** Spark for somebody else counts as the most that may be paid for it. */
function purchaseOf({ data }: Required<AccountCall>, { sogniToken, usdc }: Watched): Transfer | undefined {
  const { functionName, args } = decodeFunctionData({ abi: sparkSaleAbi, data })
  if (functionName !== 'buy') return undefined
  const [currency, payee, , amount] = args
  const token = { [CURRENCIES.usdc]: usdc, [CURRENCIES.sogni]: sogniToken }[currency]
  return token && { token, payee, amount }
}

export interface PayeeRules {
  /** Of each token, what an account sends in a day to people whom it has not announced long enough ago. */
  readonly free: ReadonlyMap<Address, bigint>
  /** Seconds. */
  readonly delay: number
}

/** Whether somebody who was announced at `at` is sent any amount at `now`, in chain seconds. */
export const isOpen = (at: number | undefined, { delay }: Pick<PayeeRules, 'delay'>, now: number): boolean =>
  at !== undefined && at + delay <= now

/** What goes to people who are not open at `now`, by token; `announced` says when each was announced. */
export function freeAmounts(
  transfers: readonly Transfer[],
  announced: ReadonlyMap<Address, number>,
  rules: PayeeRules,
  now: number,
): ReadonlyMap<Address, bigint> {
  const sums = new Map<Address, bigint>()
  for (const { token, payee, amount } of transfers) {
    if (isOpen(announced.get(payee), rules, now)) continue
    sums.set(token, (sums.get(token) ?? 0n) + amount)
  }
  return sums
}
