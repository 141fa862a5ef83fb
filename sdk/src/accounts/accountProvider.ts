import {
  type Address,
  type EIP1193Provider,
  type Hex,
  hexToBigInt,
  hexToNumber,
  isAddressEqual,
  numberToHex,
  type TypedDataDefinition,
} from 'viem'
import type { SmartAccount } from 'viem/account-abstraction'
import { getChainId } from 'viem/actions'
import type { AccountCall } from '../protocol/accountCalls.ts'
import { callsStatus } from './callsStatus.ts'
import { toOperationError } from './operationError.ts'
import { operationSender, type SenderOptions } from './operations.ts'

type Params = readonly unknown[]
type Request = { readonly method: string; readonly params?: unknown }
type WireCall = {
  readonly to?: Address | null
  readonly data?: Hex
  readonly input?: Hex
  readonly value?: Hex
}

/** Error of EIP-1193 and EIP-1474. */
class ProviderError extends Error {
  readonly code: number
  readonly data?: unknown

  constructor(code: number, message: string, options: { cause?: unknown; data?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'ProviderError'
    this.code = code
    this.data = options.data
  }
}

const INVALID_PARAMS = -32602
/** Not the number of an internal error: viem would ask the person again. */
const REJECTED = -32003
const DECLINED = 4001
const UNAUTHORIZED = 4100
const UNSUPPORTED = 4200
const UNKNOWN_CHAIN = 4902

function readCall({ to, data, input, value }: WireCall): AccountCall {
  if (to === undefined || to === null)
    throw new ProviderError(INVALID_PARAMS, 'An account calls contracts, it creates none')
  return { to, data: data ?? input ?? '0x', value: value === undefined ? 0n : hexToBigInt(value) }
}

export type AccountProvider = EIP1193Provider & { readonly account: SmartAccount }

/**
 * An account as a wallet in the page (EIP-1193): a transaction is one sponsored operation and answers, once it is on the chain,
 * with the hash of the transaction that carried it; signatures are those of a contract (ERC-1271). Several calls go as one by
 * EIP-5792. Everything else is asked of the chain.
 */
export function accountProvider(options: SenderOptions): AccountProvider {
  const { account } = options
  const { send, wait, find } = operationSender(options)
  const chainId = async () => numberToHex(await getChainId(account.client))
  const requireOwn = (address: unknown) => {
    if (typeof address === 'string' && !isAddressEqual(address as Address, account.address))
      throw new ProviderError(UNAUTHORIZED, `This wallet is ${account.address}, not ${address}`)
  }

  const own: Record<string, (params: Params) => Promise<unknown>> = {
    eth_accounts: async () => [account.address],
    eth_requestAccounts: async () => [account.address],
    eth_chainId: chainId,
    async wallet_switchEthereumChain([target]) {
      const wanted = (target as { chainId: Hex }).chainId
      if (hexToNumber(wanted) === hexToNumber(await chainId())) return null
      throw new ProviderError(UNKNOWN_CHAIN, `The account is not on chain ${hexToNumber(wanted)}`)
    },
    async eth_sendTransaction([transaction]) {
      const { from, ...call } = transaction as WireCall & { from?: Address }
      requireOwn(from)
      return (await wait(await send([readCall(call)]))).transactionHash
    },
    async wallet_sendCalls([request]) {
      const { from, calls } = request as { from?: Address; calls: readonly WireCall[] }
      requireOwn(from)
      if (calls.length === 0) throw new ProviderError(INVALID_PARAMS, 'There is nothing to call')
      return { id: await send(calls.map(readCall)) }
    },
    async wallet_getCallsStatus([id]) {
      return callsStatus(id as Hex, await chainId(), await find(id as Hex))
    },
    async wallet_getCapabilities() {
      return {
        [await chainId()]: { atomic: { status: 'supported' }, paymasterService: { supported: false } },
      }
    },
    async personal_sign([message, address]) {
      requireOwn(address)
      return account.signMessage({ message: { raw: message as Hex } })
    },
    async eth_signTypedData_v4([address, data]) {
      requireOwn(address)
      const typed = typeof data === 'string' ? JSON.parse(data) : data
      return account.signTypedData(typed as TypedDataDefinition)
    },
  }

  const request = async ({ method, params = [] }: Request): Promise<unknown> => {
    const serve = Object.hasOwn(own, method) ? own[method] : undefined
    if (serve === undefined) {
      if (
        method.startsWith('wallet_') ||
        method.startsWith('eth_sign') ||
        method === 'eth_sendRawTransaction'
      )
        throw new ProviderError(UNSUPPORTED, `${method} is not offered by this account`)
      return account.client.request({ method, params } as never)
    }
    try {
      return await serve(params as Params)
    } catch (error) {
      if (error instanceof ProviderError) throw error
      const base = toOperationError(error)
      const { code, shortMessage, details } = base
      const number = code === 'transaction-rejected' ? DECLINED : REJECTED
      throw new ProviderError(number, shortMessage, { cause: base, data: { code, details } })
    }
  }
  // An account of the page never changes its address or its chain: there is nothing to listen to.
  const silent = () => undefined
  return { account, request: request as EIP1193Provider['request'], on: silent, removeListener: silent }
}
