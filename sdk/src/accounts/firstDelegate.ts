import { type Address, decodeFunctionData, encodeFunctionData, type Hex, pad, toFunctionSelector } from 'viem'
import { accountFactoryAbi } from '../abi/accountFactory.ts'
import { dailyBoostAbi } from '../abi/dailyBoost.ts'
import { delegateValidatorAbi } from '../abi/delegateValidator.ts'
import { renderLedgerAbi } from '../abi/renderLedger.ts'
import { type AccountSeed, encodeCreation, SELF } from '../protocol/accountBirth.ts'
import type { AccountCall } from '../protocol/accountCalls.ts'
import { installValidator } from '../protocol/accountModules.ts'
import type { Contracts } from '../schema/network.ts'
import { Currency } from '../schema/order.ts'

const DAY = 86_400
/** A first delegate acts this long by the dapp's wish, and no longer than this by the sponsor's. */
export const FIRST_DELEGATE_SECONDS = 300 * DAY
const LONGEST_SECONDS = 366 * DAY

const NO_WORD = 255
const NO_PIN: Hex = `0x${'00'.repeat(32)}`
const SPARK = 1_000_000n
/** The most promotional Spark that it may move in a day, and in all, in ledger units. */
export const FIRST_DELEGATE_PER_DAY = 50n * SPARK
const TOTAL = 5_000n * SPARK
/** A claim and a top-up a day, and some sessions. */
const USES = 1_000

const selector = (abi: typeof renderLedgerAbi | typeof dailyBoostAbi, name: string): Hex => {
  const item = abi.find((one) => one.type === 'function' && one.name === name)
  if (item?.type !== 'function') throw new Error(`No function ${name}`)
  return toFunctionSelector(item)
}
const OPEN_SESSION = selector(renderLedgerAbi, 'openSession')
const TOP_UP = selector(renderLedgerAbi, 'topUp')
const CLAIM = selector(dailyBoostAbi, 'claim')

export interface FirstDelegate {
  /** Render key of the device on which the account is made. */
  readonly renderKey: Address
  /** Chain seconds up to which it may act. */
  readonly validUntil: number
}

export type DelegateContracts = Pick<Contracts, 'delegateValidator' | 'renderLedger' | 'dailyBoost'>

/**
 * Birth calls that let the device's render key claim the daily boost, open sessions of promotional Spark and top up its
 * own: the account's first operations then ask nobody. Whoever steals the key can burn promotional Spark, and move at most
 * 50 Spark a day into the session that the key spends already.
 */
export function firstDelegate(
  { delegateValidator, renderLedger, dailyBoost }: DelegateContracts,
  { renderKey, validUntil }: FirstDelegate,
): AccountCall[] {
  const amounts = { total: TOTAL, perDay: FIRST_DELEGATE_PER_DAY } as const
  const rules = [
    {
      target: renderLedger,
      selector: OPEN_SESSION,
      amountWord: 2,
      pinnedWord: 1,
      pinned: pad(`0x0${Currency.options.indexOf('promo')}`, { size: 32 }),
      ...amounts,
    },
    {
      target: renderLedger,
      selector: TOP_UP,
      amountWord: 1,
      pinnedWord: 0,
      pinned: pad(renderKey, { size: 32 }),
      ...amounts,
    },
    {
      target: dailyBoost,
      selector: CLAIM,
      amountWord: NO_WORD,
      pinnedWord: NO_WORD,
      pinned: NO_PIN,
      total: 0n,
      perDay: 0n,
    },
  ]
  const authorize = encodeFunctionData({
    abi: delegateValidatorAbi,
    functionName: 'authorize',
    args: [renderKey, validUntil, USES, rules],
  })
  return [installValidator(SELF, delegateValidator), { to: delegateValidator, value: 0n, data: authorize }]
}

export type Birth = AccountSeed & { readonly delegate?: FirstDelegate }

/**
 * What an operation's `factoryData` makes; undefined for what is not, byte for byte, an account without birth calls or with
 * those of {@link firstDelegate}, for at most 366 days from `now` on, in chain seconds. So nothing else is read into it.
 */
export function readBirth(contracts: DelegateContracts, factoryData: Hex, now: number): Birth | undefined {
  try {
    const { functionName, args } = decodeFunctionData({ abi: accountFactoryAbi, data: factoryData })
    if (functionName !== 'createAccount') return undefined
    const [qx, qy, salt, executions] = args
    const delegate = readDelegate(executions[1]?.callData)
    if (executions.length > 0 && delegate === undefined) return undefined
    if (delegate !== undefined && delegate.validUntil > now + LONGEST_SECONDS) return undefined
    const birth = delegate === undefined ? [] : firstDelegate(contracts, delegate)
    const seed = { qx, qy, salt, birth }
    if (encodeCreation(seed).toLowerCase() !== factoryData.toLowerCase()) return undefined
    return { ...seed, ...(delegate && { delegate }) }
  } catch {
    // Whatever cannot be read is not one of ours.
    return undefined
  }
}

function readDelegate(data: Hex | undefined): FirstDelegate | undefined {
  if (data === undefined) return undefined
  const { functionName, args } = decodeFunctionData({ abi: delegateValidatorAbi, data })
  if (functionName !== 'authorize') return undefined
  return { renderKey: args[0], validUntil: args[1] }
}
