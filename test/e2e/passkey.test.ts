import type { Browser } from 'playwright-core'
import { type Address, parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../deploy/local/until.ts'
import { pageOf } from '../helpers/people.ts'
import { giveSogni, sogniOf, sogniReaches } from '../helpers/sogni.ts'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'
import * as at from './accountPage.ts'
import { delivered, open, promptBox, render } from './actions.ts'
import { hasBrowser, openBrowser } from './browser.ts'
import { injectWallet } from './injectedWallet.ts'
import { recoverAccount } from './recoverAccount.ts'
import { newVisitor, newWalletVisitor, type Visitor } from './visitor.ts'

let net: TestNetwork
let browser: Browser
/** The account of the whole story, and its devices in the order in which they come. */
let account: Address
let first: Visitor
let second: Visitor
const walletKey = generatePrivateKey()
const wallet = privateKeyToAddress(walletKey)

const site = () => pageOf(net.urls.relayer)
const etherOf = (address: Address) => net.chain.reader.getBalance({ address })
const secondsSince = (start: number) => ((Date.now() - start) / 1_000).toFixed(1)

/** Each test goes on where the one before has ended. */
describe.skipIf(!hasBrowser)('an account by passkey', () => {
  beforeAll(async () => {
    net = await startTestNetwork({ dapp: true })
    browser = await openBrowser()
    first = await newVisitor(browser)
  })
  afterAll(async () => {
    await browser?.close()
    await net?.end()
  })

  test('a first visit: one prompt, then an account, free Spark and a picture', async () => {
    const { page, device, errors } = first
    await page.goto(site())
    await promptBox(page).fill('a fox with glasses')
    await page.getByRole('button', { name: /^Render 4 for/ }).click()
    const start = Date.now()
    await page.getByRole('dialog').getByRole('button', { name: 'Continue with a passkey' }).click()
    const job = page.getByRole('article', { name: 'a fox with glasses' })
    await delivered(job, 1)
    process.stdout.write(
      `  first picture ${secondsSince(start)} s after the press, passkey prompts: ${device.prompts()}\n`,
    )
    await delivered(job, 4)
    expect(device.prompts()).toBe(1)
    expect(errors).toEqual([])
  })

  test('a reload asks for nothing, and the free Spark goes on', async () => {
    const { page, device } = first
    const prompts = await device.promptsIn(async () => {
      await page.reload()
      await page.locator('[data-left=promo]').waitFor()
      await delivered(await render(page, 'a blue strawberry', { pictures: 2 }), 2)
    })
    expect(prompts).toBe(0)
    await open(page, 'Account')
    await at.freeSparkLeft(page)
    account = await at.accountOn(page)
    expect(await etherOf(account)).toBe(0n)
  })

  test('SOGNI comes to the public address, and leaves it after it was confirmed in words', async () => {
    await giveSogni(net, account, parseEther('20'))
    expect(await first.device.promptsIn(() => at.sendSogni(first.page, net, '12.5'))).toBe(1)
    await sogniReaches(net, account, parseEther('7.5'))
  })

  test('the relayer restarts: the login and the funds are still there', async () => {
    const { page, device, errors } = first
    expect(errors).toEqual([])
    await net.restart('relayer')
    const prompts = await device.promptsIn(async () => {
      await page.reload()
      await at.sendSogni(page, net, '2.5')
    })
    expect(prompts).toBe(1)
    await sogniReaches(net, account, parseEther('5'))
    // What failed was the stream, while nobody was there to hold it.
    errors.splice(0)
    await open(page, 'Create')
    await delivered(await render(page, 'two red apples', { pictures: 1 }), 1)
    expect(device.prompts()).toBe(3)
  })

  test('a browser that forgot everything: one prompt signs in, one more lets it spend', async () => {
    const { page, device, context, errors } = first
    await open(page, 'Account')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'I have an account' }).waitFor()
    await page.goto('about:blank')
    const cdp = await context.newCDPSession(page)
    await cdp.send('Storage.clearDataForOrigin', { origin: site(), storageTypes: 'all' })
    await page.goto(`${site()}/account`)
    const prompts = await device.promptsIn(async () => {
      await page.getByRole('button', { name: 'I have an account' }).click()
      await at.signedInTo(page, account)
    })
    expect(prompts).toBe(1)
    expect(await device.promptsIn(() => at.allowFreeSpark(page))).toBe(1)
    expect(errors).toEqual([])
  })

  test('a second device: it makes a passkey, shows a code, and is let in by the first', async () => {
    second = await newVisitor(browser)
    const { page, device } = second
    await page.goto(`${site()}/account?join`)
    await page.getByRole('button', { name: 'Make a passkey for this device' }).click()
    const code = (await page.locator('[data-code]').textContent()) ?? ''
    expect(await first.device.promptsIn(() => at.letDeviceIn(first.page, code))).toBe(1)
    await page.getByRole('button', { name: 'Sign in on this device' }).click()
    await at.signedInTo(page, account)
    expect(device.prompts()).toBe(2)
    await at.allowFreeSpark(page)
    expect(device.prompts()).toBe(3)
  })

  test('a lost device: the second one revokes it, and the account is whole', async () => {
    const { page, device } = second
    await first.device.remove()
    const owner = page.locator('[data-standing=owner]')
    const prompts = await device.promptsIn(async () => {
      await owner.getByRole('button', { name: /^Revoke/ }).click()
      await owner.getByText('this device').waitFor({ timeout: 60_000 })
    })
    expect(prompts).toBe(1)
    await page.locator('[data-standing=device]').waitFor({ state: 'detached' })
    await at.sendSogni(page, net, '1')
    await sogniReaches(net, account, parseEther('4'))
    // The lost one is out as soon as the relayer looks again, which it does each minute.
    const devices = () => first.page.evaluate(() => fetch('/v1/devices').then((r) => r.status))
    await until(async () => (await devices()) === 401, {
      what: 'The end of the lost login',
      timeoutMs: 90_000,
    })
  })

  test('a wallet takes the account out: it signs in on another browser and spends without ether', async () => {
    await injectWallet(second.context, net.network.chainId, net.urls.rpc, walletKey)
    await second.page.reload()
    await at.addWallet(second.page)

    const { page, context } = await newWalletVisitor(browser, net, walletKey)
    await page.goto(`${site()}/account`)
    await at.enterByWallet(page)
    await at.signedInTo(page, account)
    await at.sendSogni(page, net, '1')
    await sogniReaches(net, account, parseEther('3'))
    expect(await etherOf(wallet)).toBe(0n)
    await context.close()
  })

  test('SOGNI of a wallet without ether comes to the account: signed there, paid for by the network', async () => {
    await giveSogni(net, wallet, parseEther('5'))
    const prompts = await second.device.promptsIn(async () => {
      await at.bringFromWallet(second.page, '5')
      await sogniReaches(net, account, parseEther('8'))
    })
    expect(prompts).toBe(0)
    expect(await etherOf(wallet)).toBe(0n)
  })

  test('the passkey is lost and a wallet is left: it puts a new passkey in the place of the old one', async () => {
    const key = generatePrivateKey()
    const old = await newWalletVisitor(browser, net, key)
    await old.page.goto(`${site()}/account`)
    const theirs = await at.makeAccount(old.page)
    await at.addWallet(old.page)
    await old.context.close()

    const { page, device, context } = await newWalletVisitor(browser, net, key)
    await page.goto(`${site()}/account`)
    await at.enterByWallet(page)
    await page.getByRole('button', { name: 'Make a new owner passkey here' }).click()
    await page.getByRole('button', { name: /^Put it in the place of/ }).click()
    await page.locator('[data-standing=owner]').getByText('this device').waitFor({ timeout: 60_000 })
    expect(device.prompts()).toBe(2)
    await giveSogni(net, theirs, parseEther('3'))
    await page.getByText('You hold 3 SOGNI.').waitFor({ timeout: 30_000 })
    await at.sendSogni(page, net, '1')
    expect(device.prompts()).toBe(3)
    await context.close()
  })

  test('a large amount to somebody new is held, announced, and shown until it opens', async () => {
    const { page, device } = second
    await giveSogni(net, account, parseEther('2000'))
    await page.getByText('You hold 2,008 SOGNI.').waitFor({ timeout: 30_000 })
    const stranger = privateKeyToAddress(generatePrivateKey())
    const prompts = await device.promptsIn(async () => {
      await page.getByText(/1,000 SOGNI a day at once/).waitFor()
      await at.fillPayment(page, stranger, '1,500')
      await page.getByRole('button', { name: /^Announce the address/ }).click()
      const announced = page.locator('[data-announce]').getByText(/^It opens on/)
      await announced.waitFor()
      const listed = page.locator(`[data-payee="${stranger}"]`).getByText(/opens in/)
      await listed.waitFor()
    })
    expect(prompts).toBe(0)
    expect(await sogniOf(net, stranger)).toBe(0n)
  })

  test('every device lost: guardians sign once, the wait passes, and a new passkey signs in and spends', () =>
    recoverAccount({ net, browser, account, last: second }))
})
