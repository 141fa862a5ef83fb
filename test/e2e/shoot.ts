import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { ROOT } from '../../deploy/local/paths.ts'

/** Kept for a person's eye: is the picture the first thing seen, is any text cut, does anything move? */
const OUT = join(ROOT, 'test-output/screens')
const WIDTHS = [1440, 768, 320] as const
const THEMES = ['light', 'dark'] as const

/** The page in every width and theme, with nothing wider than the window. */
export async function shoot(page: Page, name: string, fullPage = false): Promise<void> {
  mkdirSync(OUT, { recursive: true })
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width === 320 ? 640 : 900 })
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.screenshot({ fullPage, path: join(OUT, `${name}-${width}-${colorScheme}.png`) })
    }
    expect(await overflow(page), `${name} at ${width}`).toBeLessThanOrEqual(0)
  }
}

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
