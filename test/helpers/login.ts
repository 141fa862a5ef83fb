import { relayerClient } from '@supernet/sdk/http'
import type { LoginView, RegisterRequest } from '@supernet/sdk/schema'
import type { Address, Hex, LocalAccount } from 'viem'
import { createSiweMessage } from 'viem/siwe'
import type { Passkey } from './passkey.ts'

/** A browser's part of a login: says which page it shows, and keeps the relayer's cookie. */
export function createBrowser(relayerUrl: string, origin: string) {
  let cookie: string | undefined
  const headers = (): Record<string, string> => ({ origin, ...(cookie !== undefined && { cookie }) })
  const fetcher: typeof fetch = async (input, init) => {
    const response = await fetch(input, {
      ...init,
      headers: { ...Object.fromEntries(new Headers(init?.headers)), ...headers() },
    })
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      cookie = pair.endsWith('=') ? undefined : pair
    }
    return response
  }
  return {
    /** For clients of their own, such as a bundler's transport. */
    headers,
    fetch: fetcher,
    relayer: relayerClient(relayerUrl, fetcher),
  }
}
export type Browser = ReturnType<typeof createBrowser>

export type Registered = Browser & { readonly login: LoginView; readonly salt: Hex }

/** Registers a passkey over HTTP, as the first visit does; the browser is signed in from then on. */
export async function registerPasskey(
  relayerUrl: string,
  passkey: Passkey,
  wish: Partial<Omit<RegisterRequest, 'passkey'>> = {},
): Promise<Registered> {
  const browser = createBrowser(relayerUrl, passkey.origin)
  const { challenge } = await browser.relayer.postChallenge({ body: {} })
  const salt = wish.salt ?? (`0x${'00'.repeat(32)}` as const)
  const login = await browser.relayer.postPasskey({
    body: { birth: [], name: 'a test', ...wish, salt, passkey: passkey.create(challenge) },
  })
  return { ...browser, login, salt }
}

/** Signs in with a passkey that is known, in a browser that has no login. */
export async function signIn(relayerUrl: string, passkey: Passkey): Promise<Browser & { login: LoginView }> {
  const browser = createBrowser(relayerUrl, passkey.origin)
  const { challenge } = await browser.relayer.postChallenge({ body: {} })
  const login = await browser.relayer.postPasskeyLogin({ body: { passkey: passkey.use(challenge) } })
  return { ...browser, login }
}

/** Signs in with a message of a wallet (EIP-4361): for itself, or to an account that it is a device of. */
export async function signInByWallet(
  relayerUrl: string,
  origin: string,
  wallet: LocalAccount,
  account?: Address,
): Promise<Browser & { login: LoginView }> {
  const browser = createBrowser(relayerUrl, origin)
  const { challenge, chainId } = await browser.relayer.postChallenge({ body: {} })
  const { host: domain } = new URL(origin)
  const message = createSiweMessage({
    ...{ address: wallet.address, chainId, domain, uri: origin, nonce: challenge, version: '1' },
  })
  const signature = await wallet.signMessage({ message })
  const body = { message, signature, ...(account && { account }) }
  return { ...browser, login: await browser.relayer.postWalletLogin({ body }) }
}
