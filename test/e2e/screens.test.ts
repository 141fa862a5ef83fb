import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'
import { delivered, openDemoBudget, promptBox, settledSlip } from './actions.ts'
import { addAuthenticator } from './authenticator.ts'
import { hasBrowser, openBrowser, openPerson } from './browser.ts'
import { shoot } from './shoot.ts'

const SCREENS = [
  'create',
  'gallery',
  'ledger',
  'network',
  'account',
  'stake',
  'governance',
  'spark',
  'treasury',
  'vesting',
  'leaders',
  'rewards',
] as const
type Screen = (typeof SCREENS)[number]

const pathOf = (screen: Screen) => (screen === 'create' ? '/' : `/${screen}`)

let net: TestNetwork
let browser: Browser

/** Answers of the relayer, the chain and the device's database that never come, or fail. */
const troubles = {
  loading: async (context: BrowserContext) => {
    await context.route(/\/v1\/(?!network$)/, () => new Promise(() => undefined))
    await context.route(`${net.urls.rpc}/**`, () => new Promise(() => undefined))
    await context.addInitScript(() => {
      const { getAll } = IDBIndex.prototype
      IDBIndex.prototype.getAll = function (this: IDBIndex, ...args: Parameters<typeof getAll>) {
        const request = getAll.apply(this, args)
        request.addEventListener = () => undefined
        return request
      }
    })
  },
  error: async (context: BrowserContext) => {
    await context.route(/\/v1\/(?!network$)/, (route) => route.fulfill({ status: 404, body: '{}' }))
    await context.route(`${net.urls.rpc}/**`, (route) => route.abort())
    await context.addInitScript(() => {
      IDBIndex.prototype.getAll = () => {
        throw new DOMException('The disk failed', 'UnknownError')
      }
    })
  },
}

describe.skipIf(!hasBrowser)('every screen in its states', () => {
  beforeAll(async () => {
    net = await startTestNetwork({ dapp: true })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await net?.end()
  })

  test.each(['loading', 'error'] as const)('%s', async (state) => {
    const person = await openPerson(browser)
    await troubles[state](person)
    const page = await person.newPage()
    for (const screen of SCREENS) {
      await page.goto(`${net.urls.relayer}${pathOf(screen)}`)
      await page.waitForSelector(state === 'error' ? '[role=alert]' : '[aria-busy=true]')
      await shoot(page, `${screen}-${state}`)
    }
    await person.close()
  })

  test('empty', async () => {
    const person = await openPerson(browser)
    const page = await person.newPage()
    for (const screen of SCREENS) {
      await page.goto(`${net.urls.relayer}${pathOf(screen)}`)
      await page.locator('h1:not(:empty)').first().waitFor()
      await page.waitForLoadState('networkidle')
      await shoot(page, `${screen}-empty`)
    }
    await person.close()
  })

  test('ready', async () => {
    const person = await openPerson(browser)
    const page = await person.newPage()
    await page.goto(net.urls.relayer)
    await page.getByRole('button', { name: /a robot wearing a crown/ }).click()
    await page.getByRole('button', { name: /^Demo account/ }).waitFor()
    await shoot(page, 'who-pays')
    await openDemoBudget(page)
    await delivered(page.getByRole('article').first(), 4)
    await shoot(page, 'create-ready')
    await page.getByRole('button', { name: 'Settings', exact: true }).click()
    await page.getByRole('textbox', { name: 'Seed' }).waitFor()
    await shoot(page, 'create-settings')
    await page.setViewportSize({ width: 1280, height: 900 })
    const slip = await settledSlip(page)
    await shoot(page, 'ledger-ready')
    await slip.locator('[data-settlement]').first().click()
    await page.locator('[data-split]').waitFor()
    await shoot(page, 'transaction-ready')
    for (const screen of ['network', 'account', 'gallery'] as const) {
      await page.goto(`${net.urls.relayer}${pathOf(screen)}`)
      await page.locator('h1:not(:empty)').first().waitFor()
      await page.waitForLoadState('networkidle')
      await shoot(page, `${screen}-ready`)
    }
    await page.locator('[data-picture]').first().click()
    await page.getByText('Receipt verified').waitFor()
    await shoot(page, 'label-ready')
    await person.close()
  })

  test('ready: stake and governance', async () => {
    const person = await openPerson(browser)
    const page = await person.newPage()
    await page.goto(`${net.urls.relayer}/stake`)
    await page.getByRole('button', { name: /^Demo account/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Nothing of yours is at stake yet.' }).waitFor()
    await shoot(page, 'stake-none', true)
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.getByRole('textbox', { name: 'Amount in SOGNI' }).fill('80')
    await page.getByRole('button', { name: 'Stake 80 SOGNI' }).click()
    await page.getByRole('heading', { level: 1, name: '80 SOGNI at stake.' }).waitFor({ timeout: 30_000 })
    const back = page.locator('section', { has: page.getByRole('heading', { name: 'Take stake back' }) })
    await back.getByRole('textbox').fill('10')
    await back.getByRole('button', { name: 'Start the cooldown of 10 SOGNI' }).click()
    await page.getByText('1 of 16 requests.').waitFor({ timeout: 30_000 })
    await back.getByRole('textbox').fill('20')
    await shoot(page, 'stake-ready', true)

    await page.goto(`${net.urls.relayer}/governance/new?set=levels`)
    await page
      .getByRole('textbox', { name: /^Discount/ })
      .nth(1)
      .fill('3')
    await page.getByText('The contracts would accept it now.').waitFor()
    await shoot(page, 'propose-list', true)
    await page.goto(`${net.urls.relayer}/governance/new?set=voting-period`)
    await page.getByRole('textbox', { name: /^Length/ }).fill('2 min')
    await page.getByRole('textbox', { name: 'Why' }).fill('A minute is short for people who are asleep.')
    await page.getByText('The governor takes this from proposals only.').waitFor()
    await shoot(page, 'propose-ready', true)
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.getByRole('button', { name: 'Propose: Length of a vote' }).click()
    await page.getByRole('button', { name: 'Sign for, without a fee' }).waitFor({ timeout: 30_000 })
    await shoot(page, 'proposal-ready', true)
    await page.goto(`${net.urls.relayer}/governance`)
    await page.getByRole('heading', { level: 1, name: 'One proposal is open to votes.' }).waitFor()
    await shoot(page, 'governance-ready', true)
    await person.close()
  })

  test('ready: an account by passkey', async () => {
    const person = await openPerson(browser)
    const page = await person.newPage()
    await addAuthenticator(page)
    // Passkeys belong to a domain; a bare address is none.
    const site = net.urls.relayer.replace('127.0.0.1', 'localhost')
    const boost = '**/v1/attestations/boost'
    await page.route(boost, () => new Promise(() => undefined))
    await page.goto(site)
    await page.getByRole('button', { name: 'Continue with a passkey' }).waitFor()
    await shoot(page, 'passkey-first')
    await promptBox(page).fill('a robot wearing a crown')
    await page.getByRole('button', { name: /^Render 4 for/ }).click()
    const offer = page.getByRole('dialog').getByRole('button', { name: 'Continue with a passkey' })
    await offer.waitFor()
    await shoot(page, 'passkey-offer')
    await offer.click()
    await page.locator('[data-set-up=claim]').waitFor({ timeout: 30_000 })
    await shoot(page, 'passkey-working')
    await page.unroute(boost)
    await page.route(boost, (route) => route.fulfill({ status: 503, body: '{}' }))
    await page.reload()
    await page.locator('[data-set-up=failed]').waitFor({ timeout: 30_000 })
    await shoot(page, 'passkey-failed')
    await page.unroute(boost)
    await page.getByRole('button', { name: 'Go on from here' }).click()
    await page.locator('[data-left=promo]').waitFor({ timeout: 60_000 })
    await shoot(page, 'passkey-ready')
    await page.goto(`${site}/account`)
    await page.locator('[data-sponsored]').waitFor()
    await page.locator('[data-device]').waitFor()
    await page.getByRole('textbox', { name: 'To the address' }).fill(`0x${'5a'.repeat(20)}`)
    await shoot(page, 'account-passkey', true)
    const second = await openPerson(browser)
    const other = await second.newPage()
    await addAuthenticator(other)
    await other.goto(`${site}/account?join`)
    await other.getByRole('button', { name: 'Make a passkey for this device' }).click()
    await other.locator('[data-code]').waitFor()
    await shoot(other, 'account-link')
    await second.close()
    await person.close()
  })

  test('the keyboard reaches everything that matters', async () => {
    const person = await openPerson(browser)
    const page = await person.newPage()
    await page.goto(net.urls.relayer)
    await page.getByRole('textbox', { name: 'Prompt' }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('a panda')
    expect(await page.getByRole('textbox', { name: 'Prompt' }).inputValue()).toBe('a panda')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('heading', { level: 1 }).click()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('g')
    await page.getByRole('heading', { level: 1, name: 'Nothing hangs here yet.' }).waitFor()
    await person.close()
  })

  test('the first page asks for less than 250 kB of script', async () => {
    const person = await openPerson(browser)
    const page = await person.newPage()
    const scripts: Promise<readonly [string, number]>[] = []
    page.on('response', (response) => {
      const { pathname } = new URL(response.url())
      if (pathname.endsWith('.js'))
        scripts.push(response.body().then((body) => [pathname, gzipSync(body).length]))
    })
    await page.goto(net.urls.relayer)
    await page.getByRole('textbox', { name: 'Prompt' }).waitFor()
    await page.waitForLoadState('networkidle')
    const sizes = await Promise.all(scripts)
    const bytes = sizes.reduce((sum, [, size]) => sum + size, 0)
    expect(bytes, sizes.join('\n')).toBeLessThan(250_000)
    await person.close()
  })
})
