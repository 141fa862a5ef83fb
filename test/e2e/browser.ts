import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

/** Set by the test command once a Chromium is there; else Debian's place. */
const path = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** Browser tests are skipped, and counted as skipped, where there is no browser. */
export const hasBrowser = existsSync(path)

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Browsers that are open: what their pages show is told when a test fails. */
export const openBrowsers = new Set<Browser>()

export async function openBrowser(): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: path, headless: true, args: FLAGS })
  openBrowsers.add(browser)
  browser.on('disconnected', () => openBrowsers.delete(browser))
  return browser
}

/** Errors that the page reported: a test that ends with one has found something. */
export function watch(page: Page): string[] {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    // The browser itself reports every answer above 399; those that matter end in a message on the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      errors.push(message.text())
  })
  return errors
}

/** A browser of its own: nothing is kept from the one before. */
export const openPerson = (
  browser: Browser,
  options: { width?: number; height?: number } = {},
): Promise<BrowserContext> =>
  browser.newContext({ viewport: { width: options.width ?? 1280, height: options.height ?? 900 } })
