import { getSession } from '@supernet/sdk/actions'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../deploy/local/until.ts'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'
import { delivered, open, openDemoBudget, promptBox, render, settledSlip } from './actions.ts'
import { hasBrowser, openBrowser, openPerson, watch } from './browser.ts'
import { injectWallet } from './injectedWallet.ts'

let net: TestNetwork
let browser: Browser

/** One Spark in ledger units. */
const SPARK = 1_000_000n

/** The render key of the page's device, as its key ring shows it. */
async function renderKeyOf(page: Page): Promise<`0x${string}`> {
  await open(page, 'Account')
  const key = await page
    .getByRole('button', { name: /^Copy render key/ })
    .first()
    .getAttribute('title')
  return key as `0x${string}`
}

const balanceOf = async (key: `0x${string}`) =>
  (await getSession(net.chain.reader, { ledger: net.network.contracts.renderLedger, key })).balance

describe.skipIf(!hasBrowser)('the dapp in a browser', () => {
  beforeAll(async () => {
    net = await startTestNetwork({ dapp: true })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await net?.end()
  })

  test('a first visit: press a frame, get pictures, rate them, see them settled, check the receipts', async () => {
    const person = await openPerson(browser)
    const page = await person.newPage()
    const errors = watch(page)
    await page.goto(net.urls.relayer)
    await page.getByRole('button', { name: /a fox with glasses/ }).click()
    await openDemoBudget(page)
    const job = page.getByRole('article', { name: 'a fox with glasses' })
    await delivered(job, 4)

    // Every share is judged, so the tab is signed at once and the ratings go along.
    for (const tile of await job.locator('figure').all())
      await tile.getByRole('button', { name: 'Good picture' }).click()
    const slip = await settledSlip(page)
    expect(await slip.textContent()).toContain('Charged0.4 Spark ($0.002)')

    await slip.getByRole('button', { name: 'Check the receipt' }).first().click()
    const checks = slip.locator('[data-checks] li')
    await checks.first().waitFor()
    expect(await checks.count()).toBe(4)
    for (const check of await checks.allTextContents()) expect(check).toContain('yes')

    // The transaction page decodes it from the chain: the split adds up to what was debited.
    await slip.locator('[data-settlement]').first().click()
    const split = page.locator('[data-split]')
    await split.waitFor()
    const text = (await split.textContent()) ?? ''
    expect(text).toContain('Spark spent, to be burned')
    expect(text).toMatch(/Paid out0\.0[24] SOGNI/)
    expect(await page.getByRole('table').textContent()).toContain('liked')

    const key = await renderKeyOf(page)
    await until(async () => (await balanceOf(key)) === 200n * SPARK - 400_000n, {
      what: 'The debit of 0.4 Spark',
      timeoutMs: 30_000,
    })
    await page.getByRole('heading', { level: 1, name: '199.6 Spark left on this device.' }).waitFor()

    // The gallery keeps the pictures, the label knows how each was made.
    await open(page, 'Gallery')
    await page.getByRole('heading', { level: 1, name: '4 pictures hang on this device.' }).waitFor()
    await page.locator('[data-picture]').first().click()
    await page.getByText('Receipt verified').waitFor()
    await page.getByRole('button', { name: 'Reproduce' }).click()
    expect(await promptBox(page).inputValue()).toBe('a fox with glasses')
    expect(errors).toEqual([])
    await person.close()
  })

  test('a stop mid-way: 16 pictures of 100 steps, completed steps are charged and the rest is released', async () => {
    const person = await openPerson(browser)
    const page = await person.newPage()
    const errors = watch(page)
    await page.goto(net.urls.relayer)
    await promptBox(page).fill('a panda')
    await page.getByRole('button', { name: /^Render 4 for/ }).click()
    await openDemoBudget(page)
    await delivered(page.getByRole('article', { name: 'a panda' }), 4)

    const job = await render(page, 'a christmas tree', { pictures: 16, steps: 100 })
    await job
      .getByText(/^Step [2-9]\d? of 100$/)
      .first()
      .waitFor({ timeout: 60_000 })
    await job.getByRole('button', { name: 'Stop all 16' }).click()
    await job.locator('[data-phase=stopped]').first().waitFor({ timeout: 60_000 })
    await until(async () => (await job.locator('[data-phase=stopping]').count()) === 0, {
      what: 'The workers’ answer to the stop',
      timeoutMs: 30_000,
    })

    const slip = await settledSlip(page)
    const bill = (await slip.textContent()) ?? ''
    const amount = (label: string) => Number(new RegExp(`${label}([\\d.]+) Spark`).exec(bill)?.[1])
    const [reserved, released, charged] = [
      amount('Reserved'),
      amount('never left the budget'),
      amount('Charged'),
    ]
    expect(charged).toBeGreaterThan(0)
    expect(charged).toBeLessThan(reserved)
    expect(charged + released).toBeCloseTo(reserved, 5)

    const key = await renderKeyOf(page)
    const expected = 200n * SPARK - 400_000n - BigInt(Math.round(charged * 1_000_000))
    await until(async () => (await balanceOf(key)) === expected, { what: 'The debit', timeoutMs: 90_000 })
    expect(errors).toEqual([])
    await person.close()
  })

  test('a reload mid-render and a second tab lose nothing and double nothing', async () => {
    const person = await openPerson(browser)
    const page = await person.newPage()
    await page.goto(net.urls.relayer)
    await promptBox(page).fill('a hamburger')
    await page.getByRole('button', { name: /^Render 4 for/ }).click()
    await openDemoBudget(page)
    await delivered(page.getByRole('article', { name: 'a hamburger' }), 4)

    const job = await render(page, 'a pink house', { pictures: 8, steps: 60 })
    await job
      .getByText(/^Step \d+ of 60$/)
      .first()
      .waitFor({ timeout: 60_000 })
    const second = await person.newPage()
    const errors = watch(second)
    await second.goto(net.urls.relayer)
    await page.reload()
    const [here, there] = [page, second].map((tab) => tab.getByRole('article', { name: 'a pink house' }))
    if (here === undefined || there === undefined) throw new Error('no article')
    await delivered(there, 8)
    await delivered(here, 8)

    // The tab that drives closes; the other one goes on with new work.
    await page.close()
    await delivered(await render(second, 'two red apples', { pictures: 2, steps: 8 }), 2)
    await settledSlip(second)
    await open(second, 'Gallery')
    await second.getByRole('heading', { level: 1, name: '14 pictures hang on this device.' }).waitFor()
    const key = await renderKeyOf(second)
    // 4, 8 and 2 pictures; sixty steps cost what the quote said, once.
    await until(async () => (await balanceOf(key)) <= 200n * SPARK - 1_400_000n, {
      what: 'All debits',
      timeoutMs: 120_000,
    })
    await open(second, 'Ledger')
    const total = await second.getByRole('heading', { level: 1, name: / for [\d.]+ Spark/ }).textContent()
    const charged = BigInt(Math.round(Number(/for ([\d.]+) Spark/.exec(total ?? '')?.[1]) * 1_000_000))
    await until(async () => (await balanceOf(key)) === 200n * SPARK - charged, {
      what: 'The same total on chain',
      timeoutMs: 90_000,
    })
    expect(errors).toEqual([])
    await person.close()
  })

  test('a wallet that announces itself pays with SOGNI: declined once, approved, opened, topped up, closed', async () => {
    const person = await openPerson(browser)
    const wallet = await injectWallet(person, net.network.chainId, net.urls.rpc)
    const page = await person.newPage()
    const errors = watch(page)
    await page.goto(net.urls.relayer)
    expect(wallet.asked).toEqual([])

    await open(page, 'Account')
    await page.getByRole('button', { name: 'Test Wallet' }).click()
    await page.getByRole('button', { name: 'Get Spark from the faucet' }).first().click()
    await page.getByRole('radio', { name: /SOGNI/ }).check({ force: true })
    // A dollar's worth is offered, at the market's price.
    await page.getByRole('textbox', { name: 'Amount in SOGNI' }).fill('20')
    const openBudget = page.getByRole('button', { name: /^Open a budget of 20 SOGNI/ })
    wallet.declineNext()
    await openBudget.click()
    // Declined is not an error: the button is ready again.
    await openBudget.waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    await openBudget.click()
    await page
      .getByRole('heading', { level: 1, name: '20 SOGNI left on this device.' })
      .waitFor({ timeout: 30_000 })

    await open(page, 'Create')
    await delivered(await render(page, 'a blue strawberry', { pictures: 2 }), 2)
    await settledSlip(page)
    const key = await renderKeyOf(page)
    // At the market's price, which is within a tick of $0.05.
    const debit = async () => 20_000_000_000n - (await balanceOf(key))
    await until(async () => (await debit()) > 19_990_000n && (await debit()) < 20_010_000n, {
      what: 'The debit of 0.02 SOGNI',
      timeoutMs: 30_000,
    })

    await page.getByRole('button', { name: 'Top up' }).click()
    await page.getByRole('textbox', { name: 'Amount in SOGNI' }).fill('5')
    await page.getByRole('button', { name: 'Add 5 SOGNI' }).click()
    await page
      .getByRole('heading', { level: 1, name: '24.98 SOGNI left on this device.' })
      .waitFor({ timeout: 30_000 })
    await page.getByRole('button', { name: 'Close and take the rest back' }).click()
    await page.getByText('For 48 hours').waitFor()
    await page.getByRole('button', { name: /^Close and ask 24.98 SOGNI back/ }).click()
    await page
      .getByRole('heading', { level: 1, name: '24.98 SOGNI on the way back to you.' })
      .waitFor({ timeout: 30_000 })
    expect(await page.getByRole('button', { name: /^Ready in/ }).isDisabled()).toBe(true)
    expect(errors).toEqual([])
    await person.close()
  })
})
