import type { CDPSession, Page } from 'playwright-core'

export interface Authenticator {
  /** How often the page asked the person for a passkey. */
  prompts(): number
  /** How often it is asked while something runs. */
  promptsIn(run: () => Promise<unknown>): Promise<number>
  /** The device is gone, with every passkey in it. */
  remove(): Promise<void>
}

const OPTIONS = {
  protocol: 'ctap2',
  ctap2Version: 'ctap2_1',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const

/**
 * Gives the browser of a page a platform authenticator, as a phone or laptop has one, whose person agrees to everything.
 * Each call of `navigator.credentials` is one prompt; they are counted over reloads.
 */
export async function addAuthenticator(page: Page): Promise<Authenticator> {
  let prompts = 0
  await page.exposeFunction('countPrompt', () => {
    prompts += 1
  })
  await page.addInitScript(() => {
    const { countPrompt } = window as unknown as { countPrompt: () => void }
    const container = navigator.credentials as CredentialsContainer | undefined
    // A blank page has none.
    if (container === undefined) return
    for (const name of ['create', 'get'] as const) {
      const original = container[name].bind(container) as (options: unknown) => Promise<unknown>
      Object.defineProperty(container, name, {
        value: (options: unknown) => {
          countPrompt()
          return original(options)
        },
      })
    }
  })
  const cdp: CDPSession = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options: OPTIONS })
  return {
    prompts: () => prompts,
    promptsIn: async (run) => {
      const before = prompts
      await run()
      return prompts - before
    },
    remove: async () => {
      await cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
    },
  }
}
