import { getSession } from '@supernet/sdk/actions'
import { ROLL_AT } from '@supernet/sdk/protocol'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../deploy/local/until.ts'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'
import { delivered, open, openDemoBudget, promptBox, render, settledSlip } from './actions.ts'
import { hasBrowser, openBrowser, openPerson, watch } from './browser.ts'

let net: TestNetwork
let browser: Browser

const SPARK = 1_000_000n

/** Keys with an open budget, in the order in which the page shows them: the newest first. */
const budgetKeys = async (page: Page) =>
  Promise.all((await page.locator('[data-budget]').all()).map((tab) => tab.getAttribute('data-budget')))

const sessionOf = (key: string | null | undefined) =>
  getSession(net.chain.reader, { ledger: net.network.contracts.renderLedger, key: key as `0x${string}` })

const heading = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name }).waitFor({ timeout: 30_000 })

/** Puts a job on the device whose `count` lines were signed and wait for a batch, as a busy afternoon leaves them. */
const fillWindow = (page: Page, count: number): Promise<void> =>
  page.evaluate(async (lines) => {
    const request = <T>(asked: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        asked.onsuccess = () => resolve(asked.result)
        asked.onerror = () => reject(asked.error)
      })
    const db = await request(indexedDB.open('supernet'))
    const jobs = db.transaction('jobs', 'readwrite').objectStore('jobs')
    const [row] = await request(jobs.getAll())
    const [share] = row.record.shares
    const jobId = `0x${'99'.repeat(32)}`
    const taken: number[] = row.record.shares.map(({ seq }: { seq: number }) => seq)
    const base = Math.max(...taken) + 1
    const shares = Array.from({ length: lines }, (_, i) => ({
      ...share,
      seq: base + i,
      line: { ...share.line, seq: base + i, amount: 1_000n },
      tabbed: true,
      settledTx: undefined,
      settledBlock: undefined,
      final: false,
    }))
    await request(jobs.put({ ...row, jobId, record: { ...row.record, jobId, shares, done: true } }))
    db.close()
  }, count)

const emptyWindow = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const asked = indexedDB.open('supernet')
      asked.onsuccess = () => resolve(asked.result)
    })
    const write = db.transaction('jobs', 'readwrite')
    write.objectStore('jobs').delete(`0x${'99'.repeat(32)}`)
    await new Promise((resolve) => write.addEventListener('complete', resolve))
    db.close()
  })

describe.skipIf(!hasBrowser)('a device whose first budget waits for settlements', () => {
  beforeAll(async () => {
    net = await startTestNetwork({ dapp: true })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await net?.end()
  })

  test('opens a second one, pays from it, and the first settles, pays again and can be closed', async () => {
    const person = await openPerson(browser)
    const page = await person.newPage()
    const errors = watch(page)
    await page.goto(net.urls.relayer)
    await page.getByRole('button', { name: /a fox with glasses/ }).click()
    await openDemoBudget(page)
    await delivered(page.getByRole('article', { name: 'a fox with glasses' }), 4)
    await settledSlip(page)

    await fillWindow(page, ROLL_AT)
    await page.goto(net.urls.relayer)
    await promptBox(page).fill('a panda')
    await page.getByRole('button', { name: /^Render 4 for/ }).click()
    const dialog = page.getByRole('dialog', { name: 'A second budget, to go on now' })
    expect(await dialog.textContent()).toContain('The first settles by itself')
    await dialog.getByRole('button', { name: /^Open a budget of 200 Spark/ }).click()
    await delivered(page.getByRole('article', { name: 'a panda' }), 4)
    await settledSlip(page)

    await open(page, 'Account')
    await heading(page, '399.2 Spark left on this device.')
    const [second, first] = await budgetKeys(page)
    const tab = (key: string | null | undefined): Locator => page.locator(`[data-budget="${key}"]`)
    expect(await tab(first).textContent()).toContain('Full until older renders are settled')
    expect(await tab(second).textContent()).toContain('Pays for the next render')
    const total = await page.locator('[data-budget-total]').textContent()
    expect(total).toContain('In the ledger, all together399.2 Spark ($2.00)')
    expect(total).toContain('Promised, not settled yet0.102 Spark')
    expect(total).toContain('Free to spend399.1 Spark')
    for (const key of [first, second]) expect((await sessionOf(key)).balance).toBe(200n * SPARK - 400_000n)

    // The lines have been settled: the first one has room again, and pays when the second is being closed.
    await emptyWindow(page)
    await page.reload()
    await tab(first).getByText('Pays when the others cannot').waitFor()
    await tab(second).getByRole('button', { name: 'Close and take the rest back' }).click()
    await page.getByRole('button', { name: /^Close and ask 199.6 Spark back/ }).click()
    await tab(second).getByText('On its way back to you').waitFor({ timeout: 30_000 })
    await open(page, 'Create')
    await delivered(await render(page, 'two red apples', { pictures: 2 }), 2)
    await settledSlip(page)
    await until(async () => (await sessionOf(first)).balance === 200n * SPARK - 600_000n, {
      what: 'A debit from the first budget',
      timeoutMs: 30_000,
    })
    expect(await sessionOf(second)).toMatchObject({ state: 'closing', balance: 200n * SPARK - 400_000n })
    expect(errors).toEqual([])
    await person.close()
  })
})
