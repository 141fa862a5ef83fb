import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface Violation {
  readonly rule: string
  readonly impact: string
  readonly places: number
  /** Where the first of them is. */
  readonly at: string
}

/** What axe-core finds on a screen, in one theme and width. */
export async function findViolations(
  browser: Browser,
  url: string,
  { colorScheme, width }: { colorScheme: 'light' | 'dark'; width: number },
): Promise<Violation[]> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    reducedMotion: 'reduce',
  })
  try {
    const page = await context.newPage()
    await page.goto(url)
    await page.locator('h1:not(:empty)').first().waitFor()
    await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)
    // Through the debugger, which the page's policy on scripts does not bind.
    await page.evaluate(source)
    const { violations } = await page.evaluate<AxeResults>('axe.run()')
    return violations.map(({ id, impact, nodes }) => ({
      rule: id,
      impact: impact ?? 'minor',
      places: nodes.length,
      at: String(nodes[0]?.target[0] ?? ''),
    }))
  } finally {
    await context.close()
  }
}
