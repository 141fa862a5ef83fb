import type { BrowserContext } from 'playwright-core'
import { createWalletClient, defineChain, type Hex, http } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'

export interface InjectedWallet {
  readonly address: `0x${string}`
  /** Methods that the page asked for, in order. */
  readonly asked: readonly string[]
  /** The next request for a signature is declined, as a person would. */
  declineNext(): void
}

type Request = { method: string; params?: readonly unknown[] }
type Transaction = { to: `0x${string}`; data?: Hex; value?: Hex; gas?: Hex }

/** A wallet that announces itself by EIP-6963 in every page of the context and signs what it is asked to. */
export async function injectWallet(
  context: BrowserContext,
  chainId: number,
  rpcUrl: string,
  key: Hex = generatePrivateKey(),
): Promise<InjectedWallet> {
  const account = privateKeyToAccount(key)
  const chain = defineChain({
    id: chainId,
    name: 'local',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
  const client = createWalletClient({ account, chain, transport: http(rpcUrl) })
  const asked: string[] = []
  let connected = false
  let declines = 0

  const answer = async ({ method, params = [] }: Request): Promise<unknown> => {
    asked.push(method)
    switch (method) {
      case 'eth_requestAccounts':
        connected = true
        return [account.address]
      case 'eth_accounts':
        return connected ? [account.address] : []
      case 'eth_sendTransaction': {
        if (declines > 0) {
          declines -= 1
          return { rejected: 4001 }
        }
        const { to, data, value, gas } = params[0] as Transaction
        return client.sendTransaction({
          to,
          data,
          value: value === undefined ? undefined : BigInt(value),
          gas: gas === undefined ? undefined : BigInt(gas),
        })
      }
      case 'personal_sign':
        return account.signMessage({ message: { raw: params[0] as Hex } })
      case 'eth_signTypedData_v4':
        return account.signTypedData(JSON.parse(params[1] as string))
      default:
        return client.request({ method, params } as never)
    }
  }

  await context.exposeFunction('askTestWallet', answer)
  await context.addInitScript(() => {
    const ask = (window as unknown as { askTestWallet: (request: unknown) => Promise<unknown> }).askTestWallet
    const provider = {
      request: async (request: unknown) => {
        const result = await ask(request)
        if (typeof result === 'object' && result !== null && 'rejected' in result) {
          throw Object.assign(new Error('User rejected the request.'), { code: 4001 })
        }
        return result
      },
      on: () => undefined,
      removeListener: () => undefined,
    }
    const detail = Object.freeze({
      info: {
        uuid: '350670db-19fa-4704-a166-e52e178b59d2',
        name: 'Test Wallet',
        icon: "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>",
        rdns: 'test.wallet',
      },
      provider,
    })
    const announce = () => window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
    window.addEventListener('eip6963:requestProvider', announce)
    announce()
  })
  return {
    address: account.address,
    asked,
    declineNext: () => {
      declines += 1
    },
  }
}
