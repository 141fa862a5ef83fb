import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Hex } from 'viem'
import type { TestNetwork } from '../helpers/testNetwork.ts'
import { type Authenticator, addAuthenticator } from './authenticator.ts'
import { openPerson, watch } from './browser.ts'
import { injectWallet } from './injectedWallet.ts'

/** Somebody at a device: a browser that knows nothing yet, and a passkey authenticator. */
export interface Visitor {
  readonly context: BrowserContext
  readonly page: Page
  readonly device: Authenticator
  /** Errors that the page reported. */
  readonly errors: string[]
}

export async function newVisitor(browser: Browser): Promise<Visitor> {
  return atPage(await openPerson(browser))
}

/** The same with a wallet in the browser. */
export async function newWalletVisitor(
  browser: Browser,
  { network, urls }: Pick<TestNetwork, 'network' | 'urls'>,
  key: Hex,
): Promise<Visitor> {
  const context = await openPerson(browser)
  await injectWallet(context, network.chainId, urls.rpc, key)
  return atPage(context)
}

async function atPage(context: BrowserContext): Promise<Visitor> {
  const page = await context.newPage()
  return { context, page, errors: watch(page), device: await addAuthenticator(page) }
}
