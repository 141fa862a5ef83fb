import type { Locator, Page } from 'playwright-core'

/** What a person does in the dapp, by the names that a screen reader reads. */

export const promptBox = (page: Page): Locator => page.getByRole('textbox', { name: 'Prompt' })

/** Chooses the demo account and opens the default budget; the render that was asked for starts by itself. */
export async function openDemoBudget(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Demo account/ }).click()
  await page.getByRole('button', { name: /^Open a budget of/ }).click()
}

export interface Settings {
  readonly pictures?: number
  readonly steps?: number
}

export async function set(page: Page, settings: Settings): Promise<void> {
  const toggle = page.getByRole('button', { name: 'Settings', exact: true })
  await toggle.click()
  for (const [name, value] of [
    ['Pictures', settings.pictures],
    ['Steps', settings.steps],
  ] as const) {
    if (value === undefined) continue
    const field = page.getByRole('textbox', { name, exact: true })
    await field.fill(String(value))
    await field.blur()
  }
  await toggle.click()
}

/** Writes a prompt and presses Ctrl+Enter once the price is on the button. */
export async function render(page: Page, prompt: string, settings: Settings = {}): Promise<Locator> {
  await promptBox(page).fill(prompt)
  if (settings.pictures !== undefined || settings.steps !== undefined) await set(page, settings)
  const pictures = settings.pictures ?? 4
  const name = pictures === 1 ? /^Render for/ : new RegExp(`^Render ${pictures} for`)
  await page.getByRole('button', { name }).waitFor()
  await page.keyboard.press('Control+Enter')
  const job = page.getByRole('article', { name: prompt }).first()
  await job.waitFor()
  return job
}

/** Waits until `count` pictures of a job are delivered and shown. */
export async function delivered(job: Locator, count: number): Promise<void> {
  const pictures = job.locator('[data-phase=delivered] img')
  await pictures.nth(count - 1).waitFor({ timeout: 120_000 })
}

export const open = (page: Page, place: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place, exact: true }).click()

/** The newest slip of the ledger, with its tab signed and its settlement in. */
export async function settledSlip(page: Page): Promise<Locator> {
  await open(page, 'Ledger')
  const slip = page.locator('[data-slip]').first()
  await slip.waitFor()
  const sign = slip.getByRole('button', { name: 'Sign it now' })
  // A tab is signed by itself after a minute; nobody has to wait for that here.
  await sign.click({ timeout: 3_000 }).catch(() => undefined)
  await slip.locator('[data-settlement]').first().waitFor({ timeout: 90_000 })
  return slip
}
