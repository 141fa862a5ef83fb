import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach } from 'vitest'
import { ROOT } from '../../deploy/local/paths.ts'
import { openBrowsers } from './browser.ts'

const OUT = join(ROOT, 'test-output/failed')

/** A test that fails says what the pages showed: a timeout by itself names no reason. */
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  const pages = [...openBrowsers]
    .flatMap((browser) => browser.contexts())
    .flatMap((context) => context.pages())
  mkdirSync(OUT, { recursive: true })
  for (const [i, page] of pages.entries()) await tell(page, `${task.name.replace(/\W+/g, '-')}-${i}`)
})

/** What the page says of trouble, and what it is busy with; its picture is kept. */
async function tell(page: Page, name: string): Promise<void> {
  const file = join(OUT, `${name}.png`)
  const words = await page
    .locator('[role=alert], [role=status], [data-sonner-toast], [aria-busy=true]')
    .allInnerTexts()
    .catch(() => ['(closed)'])
  await page.screenshot({ path: file, fullPage: true }).catch(() => undefined)
  process.stderr.write(`  ${page.url()} showed: ${words.join(' | ') || 'no alert'}\n  ${file}\n`)
}
