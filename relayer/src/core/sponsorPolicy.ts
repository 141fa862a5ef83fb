import { supernetAccountAbi } from '@supernet/sdk/abi'
import { type DelegateContracts, readBirth } from '@supernet/sdk/accounts'
import {
  type AccountCall,
  MODULE_TYPE_VALIDATOR,
  moduleOf,
  selectorOf,
  type UserOperation,
} from '@supernet/sdk/protocol'
import type { Contracts } from '@supernet/sdk/schema'
import {
  type Address,
  decodeFunctionData,
  erc20Abi,
  type Hex,
  hexToBigInt,
  isAddressEqual,
  size,
  slice,
} from 'viem'
import type { OperationFault } from './operationFault.ts'

/** What the sponsor pays for: which functions of which contracts. */
export interface SponsorRules {
  /** Selectors by target, in lower case. */
  readonly allowed: ReadonlyMap<string, ReadonlySet<Hex>>
  /** Of those, the ones whose first argument must be the account itself. */
  readonly forItself: ReadonlyMap<string, ReadonlySet<Hex>>
  /** Modules that an account may install and uninstall. */
  readonly modules: readonly Address[]
  /** Who may be approved to spend tokens. */
  readonly spenders: readonly Address[]
  readonly maxCalls: number
}

const APPROVE: Hex = '0x095ea7b3'

const refuse = (message: string): OperationFault => ({ code: 'paymaster-rejected', message })
const isOneOf = (address: Address, list: readonly Address[]) =>
  list.some((one) => isAddressEqual(one, address))

/** Why the sponsor does not pay for these calls; undefined where it does. */
export function judgeCalls(
  account: Address,
  calls: readonly Required<AccountCall>[] | undefined,
  rules: SponsorRules,
): OperationFault | undefined {
  if (calls === undefined) return refuse('the call data is not of a form that is sponsored')
  if (calls.length > rules.maxCalls) return refuse(`more than ${rules.maxCalls} calls in one operation`)
  for (const call of calls) {
    const fault = judgeCall(account, call, rules)
    if (fault !== undefined) return fault
  }
  return undefined
}

function judgeCall(
  account: Address,
  call: Required<AccountCall>,
  rules: SponsorRules,
): OperationFault | undefined {
  if (call.value !== 0n) return refuse('calls with ether are not sponsored')
  if (isAddressEqual(call.to, account)) return judgeOwnCall(call, rules)
  const selector = selectorOf(call)
  if (!rules.allowed.get(call.to.toLowerCase())?.has(selector))
    return refuse(`${selector} of ${call.to} is not sponsored`)
  if (rules.forItself.get(call.to.toLowerCase())?.has(selector) && !isFor(account, call.data))
    return refuse(`${selector} of ${call.to} is sponsored for the account itself`)
  if (selector !== APPROVE) return undefined
  const { args } = decodeFunctionData({ abi: erc20Abi, data: call.data })
  const [spender] = args as readonly [Address, bigint]
  return isOneOf(spender, rules.spenders) ? undefined : refuse(`approving ${spender} is not sponsored`)
}

/** Whether the first argument of a call is the account. */
const isFor = (account: Address, data: Hex): boolean =>
  size(data) >= 36 && hexToBigInt(slice(data, 4, 36)) === hexToBigInt(account)

/** An account's calls to itself: another key, and modules that are known. */
function judgeOwnCall(
  { data }: Required<AccountCall>,
  { modules }: SponsorRules,
): OperationFault | undefined {
  try {
    const { functionName, args } = decodeFunctionData({ abi: supernetAccountAbi, data })
    if (functionName === 'rotateKey') return undefined
    if (functionName === 'installModule' || functionName === 'uninstallModule') {
      const [type, module] = args
      if (type === MODULE_TYPE_VALIDATOR && isOneOf(module, modules)) return undefined
      return refuse(`module ${module} is not sponsored`)
    }
  } catch {
    // Falls through: what the account does not know is not sponsored either.
  }
  return refuse('this call of the account to itself is not sponsored')
}

/**
 * Why the sponsor does not pay for making this account; undefined where it does, or where none is made. Calls at a birth run
 * unseen by everything else that judges calls: they may let in one delegate, whose limits are known, and nothing else.
 */
export function judgeCreation(
  { factory, factoryData = '0x' }: Pick<UserOperation, 'factory' | 'factoryData'>,
  contracts: DelegateContracts & Pick<Contracts, 'accountFactory'>,
  now: number,
): OperationFault | undefined {
  if (factory === undefined) return undefined
  if (!isAddressEqual(factory, contracts.accountFactory))
    return refuse(`accounts of ${factory} are not sponsored`)
  if (readBirth(contracts, factoryData, now) === undefined) return refuse('this birth is not sponsored')
  return undefined
}

/**
 * Why the sponsor does not pay for what this module of the account validates; undefined where it does. The nonce names it, and
 * a module of the person's own could approve of an operation when it is tried and not when it is applied: the bundle would
 * revert with all that are in it, at the bundler's cost.
 */
export function judgeValidator(
  nonce: bigint,
  { modules }: Pick<SponsorRules, 'modules'>,
): OperationFault | undefined {
  const module = moduleOf(nonce)
  if (module === undefined || isOneOf(module, modules)) return undefined
  return refuse(`what ${module} validates is not sponsored`)
}
