import { sogniTokenAbi } from '@supernet/sdk/abi'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../deploy/local/until.ts'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'
import { delivered, open, promptBox, render } from './actions.ts'
import { type Authenticator, addAuthenticator } from './authenticator.ts'
import { hasBrowser, openBrowser, openPerson, watch } from './browser.ts'
import { injectWallet } from './injectedWallet.ts'

type Address = `0x${string}`

let net: TestNetwork
let browser: Browser
let person: BrowserContext
let page: Page
let device: Authenticator
let errors: string[]
let account: Address

/** Passkeys belong to a domain; a bare address is none. */
const site = () => net.urls.relayer.replace('127.0.0.1', 'localhost')

const sogni = () => ({ address: net.network.contracts.sogniToken, abi: sogniTokenAbi }) as const
const sogniOf = (owner: Address) =>
  net.chain.reader.readContract({ ...sogni(), functionName: 'balanceOf', args: [owner] })

/** Prompts that something took. */
async function promptsOf(run: () => Promise<unknown>): Promise<number> {
  const before = device.prompts()
  await run()
  return device.prompts() - before
}

async function sendSogni(to: Address, amount: string, on = page): Promise<void> {
  await on.getByRole('textbox', { name: 'To the address' }).fill(to)
  await on.locator('[data-send]').getByRole('textbox', { name: 'Amount in SOGNI' }).fill(amount)
  await on.getByText(`You send ${amount} SOGNI`).waitFor()
  expect(await on.getByRole('button', { name: 'Confirm the address first' }).isDisabled()).toBe(true)
  await on.getByRole('textbox', { name: /^Type the last four/ }).fill(to.slice(-4))
  await on.getByRole('button', { name: `Send ${amount} SOGNI` }).click()
  await until(async () => (await sogniOf(to)) === parseEther(amount), {
    what: `${amount} SOGNI at ${to}`,
    timeoutMs: 60_000,
  })
}

describe.skipIf(!hasBrowser)('an account by passkey', () => {
  beforeAll(async () => {
    net = await startTestNetwork({ dapp: true })
    browser = await openBrowser()
    person = await openPerson(browser)
    page = await person.newPage()
    errors = watch(page)
    device = await addAuthenticator(page)
  })
  afterAll(async () => {
    await browser?.close()
    await net?.end()
  })

  test('a first visit: one prompt, then an account, free Spark and a picture', async () => {
    await page.goto(site())
    await promptBox(page).fill('a fox with glasses')
    await page.getByRole('button', { name: /^Render 4 for/ }).click()
    const start = Date.now()
    await page.getByRole('dialog').getByRole('button', { name: 'Continue with a passkey' }).click()
    const job = page.getByRole('article', { name: 'a fox with glasses' })
    await job.locator('[data-phase=delivered] img').first().waitFor({ timeout: 120_000 })
    const seconds = (Date.now() - start) / 1_000
    process.stdout.write(
      `  first picture ${seconds.toFixed(1)} s after the press, passkey prompts: ${device.prompts()}\n`,
    )
    await delivered(job, 4)
    expect(device.prompts()).toBe(1)
    expect(errors).toEqual([])
  })

  test('a reload asks for nothing, and the free Spark goes on', async () => {
    const prompts = await promptsOf(async () => {
      await page.reload()
      await page.locator('[data-left=promo]').waitFor()
      await delivered(await render(page, 'a blue strawberry', { pictures: 2 }), 2)
    })
    expect(prompts).toBe(0)
    await open(page, 'Account')
    await page.getByRole('heading', { level: 1, name: /free Spark left on this device\.$/ }).waitFor()
    account = (await page.locator('[data-address]').getAttribute('data-address')) as Address
    expect(await net.chain.reader.getBalance({ address: account })).toBe(0n)
  })

  test('SOGNI comes to the public address, and leaves it after it was confirmed in words', async () => {
    const args = [account, parseEther('20')] as const
    await net.chain.send({
      ...sogni(),
      account: net.keys.account('faucet'),
      functionName: 'transfer',
      args,
    })
    const friend = privateKeyToAddress(generatePrivateKey())
    expect(await promptsOf(() => sendSogni(friend, '12.5'))).toBe(1)
    expect(await sogniOf(account)).toBe(parseEther('7.5'))
  })

  test('the relayer restarts: the login and the funds are still there', async () => {
    expect(errors).toEqual([])
    await net.restart('relayer')
    const friend = privateKeyToAddress(generatePrivateKey())
    const prompts = await promptsOf(async () => {
      await page.reload()
      await sendSogni(friend, '2.5')
    })
    expect(prompts).toBe(1)
    expect(await sogniOf(account)).toBe(parseEther('5'))
    // What failed was the stream, while nobody was there to hold it.
    errors.splice(0)
    await open(page, 'Create')
    await delivered(await render(page, 'two red apples', { pictures: 1 }), 1)
    expect(device.prompts()).toBe(3)
  })

  test('a browser that forgot everything: one prompt signs in, one more lets it spend', async () => {
    await open(page, 'Account')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'I have an account' }).waitFor()
    await page.goto('about:blank')
    const cdp = await person.newCDPSession(page)
    await cdp.send('Storage.clearDataForOrigin', { origin: site(), storageTypes: 'all' })
    await page.goto(`${site()}/account`)
    const prompts = await promptsOf(async () => {
      await page.getByRole('button', { name: 'I have an account' }).click()
      await page.locator(`[data-address="${account}"]`).waitFor({ timeout: 30_000 })
    })
    expect(prompts).toBe(1)
    const allowed = await promptsOf(async () => {
      await page.getByRole('button', { name: 'Use free Spark on this device' }).click()
      await page.locator('[data-allow]').waitFor({ state: 'detached', timeout: 60_000 })
    })
    expect(allowed).toBe(1)
    expect(errors).toEqual([])
  })

  test('a wallet takes the account out: on another browser it signs in and spends, with no ether of its own', async () => {
    const key = generatePrivateKey()
    const wallet = privateKeyToAddress(key)
    await injectWallet(person, net.network.chainId, net.urls.rpc, key)
    await page.reload()
    await page.getByRole('button', { name: 'Test Wallet' }).click()
    expect(
      await promptsOf(async () => {
        await page.getByRole('button', { name: /^Add the wallet that ends in/ }).click()
        await page.locator('[data-devices]').getByRole('button', { name: 'Revoke Wallet' }).waitFor()
      }),
    ).toBe(1)
    await device.remove()

    const other = await openPerson(browser)
    await injectWallet(other, net.network.chainId, net.urls.rpc, key)
    const there = await other.newPage()
    await there.goto(`${site()}/account`)
    await there.getByRole('button', { name: 'Test Wallet' }).click()
    await there.getByRole('button', { name: 'Sign in to it' }).click()
    await there.locator(`[data-address="${account}"]`).waitFor({ timeout: 30_000 })
    const friend = privateKeyToAddress(generatePrivateKey())
    await sendSogni(friend, '1', there)
    expect(await sogniOf(account)).toBe(parseEther('4'))
    expect(await net.chain.reader.getBalance({ address: wallet })).toBe(0n)
    await other.close()
  })
})
