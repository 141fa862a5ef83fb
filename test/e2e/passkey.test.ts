import { sogniTokenAbi } from '@supernet/sdk/abi'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../deploy/local/until.ts'
import { warp } from '../helpers/chainTime.ts'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'
import { delivered, open, promptBox, render } from './actions.ts'
import { type Authenticator, addAuthenticator } from './authenticator.ts'
import { hasBrowser, openBrowser, openPerson, watch } from './browser.ts'
import { injectWallet } from './injectedWallet.ts'
import { shoot } from './shoot.ts'

type Address = `0x${string}`

/** What the form of guardians sets where nobody chooses. */
const DELAY_SECONDS = 3 * 86_400 + 60

let net: TestNetwork
let browser: Browser
let person: BrowserContext
let page: Page
let device: Authenticator
let errors: string[]
let account: Address
let second: BrowserContext
let other: Page
let otherDevice: Authenticator
let wallet: Address

/** Passkeys belong to a domain; a bare address is none. */
const site = () => net.urls.relayer.replace('127.0.0.1', 'localhost')

const sogni = () => ({ address: net.network.contracts.sogniToken, abi: sogniTokenAbi }) as const
const sogniOf = (owner: Address) =>
  net.chain.reader.readContract({ ...sogni(), functionName: 'balanceOf', args: [owner] })

/** Asked until it is so: the node answers from a block that it is still writing, one balance before the other. */
const holds = (owner: Address, wei: bigint) =>
  until(async () => (await sogniOf(owner)) === wei, {
    what: `${wei} of SOGNI at ${owner}`,
    timeoutMs: 60_000,
  })

/** Prompts that something took. */
async function promptsOf(run: () => Promise<unknown>): Promise<number> {
  const before = device.prompts()
  await run()
  return device.prompts() - before
}

/** Says whom and how much, and confirms the address by its end. */
async function pressSend(to: Address, amount: string, on: Page): Promise<void> {
  await on.getByRole('textbox', { name: 'To the address' }).fill(to)
  await on.locator('[data-send]').getByRole('textbox', { name: 'Amount to send in SOGNI' }).fill(amount)
  await on.getByText(`You send ${amount} SOGNI`).waitFor()
  expect(await on.getByRole('button', { name: 'Confirm the address first' }).isDisabled()).toBe(true)
  await on.getByRole('textbox', { name: /^Type the last four/ }).fill(to.slice(-4))
  await on.getByRole('button', { name: `Send ${amount} SOGNI` }).click()
}

async function sendSogni(to: Address, amount: string, on = page): Promise<void> {
  await pressSend(to, amount, on)
  await holds(to, parseEther(amount))
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
    await holds(account, parseEther('7.5'))
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
    await holds(account, parseEther('5'))
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

  test('a second device: it makes a passkey, shows a code, and is let in by the first', async () => {
    second = await openPerson(browser)
    other = await second.newPage()
    otherDevice = await addAuthenticator(other)
    await other.goto(`${site()}/account?join`)
    await other.getByRole('button', { name: 'Make a passkey for this device' }).click()
    const code = await other.locator('[data-code]').textContent()

    const prompts = await promptsOf(async () => {
      await page.getByRole('textbox', { name: 'Code from the other device' }).fill(code ?? '')
      await page.getByRole('button', { name: 'Look the device up' }).click()
      await page.getByRole('button', { name: /^Let .* in$/ }).click()
      await page.locator('[data-standing=device]').waitFor({ timeout: 60_000 })
    })
    expect(prompts).toBe(1)
    await other.getByRole('button', { name: 'Sign in on this device' }).click()
    await other.locator(`[data-address="${account}"]`).waitFor({ timeout: 30_000 })
    expect(otherDevice.prompts()).toBe(2)
    await other.getByRole('button', { name: 'Use free Spark on this device' }).click()
    await other.locator('[data-allow]').waitFor({ state: 'detached', timeout: 60_000 })
    expect(otherDevice.prompts()).toBe(3)
  })

  test('a lost device: the second one revokes it, and the account is whole', async () => {
    await device.remove()
    const before = otherDevice.prompts()
    const owner = other.locator('[data-standing=owner]')
    await owner.getByRole('button', { name: /^Revoke/ }).click()
    await owner.getByText('this device').waitFor({ timeout: 60_000 })
    expect(otherDevice.prompts() - before).toBe(1)
    await other.locator('[data-standing=device]').waitFor({ state: 'detached' })
    const friend = privateKeyToAddress(generatePrivateKey())
    await sendSogni(friend, '1', other)
    await holds(account, parseEther('4'))
    // The lost one is out as soon as the relayer looks again, which it does each minute.
    await until(async () => (await page.evaluate(() => fetch('/v1/devices').then((r) => r.status))) === 401, {
      what: 'The end of the lost login',
      timeoutMs: 90_000,
    })
  })

  test('a wallet takes the account out: it signs in on another browser and spends without ether', async () => {
    const key = generatePrivateKey()
    wallet = privateKeyToAddress(key)
    await injectWallet(second, net.network.chainId, net.urls.rpc, key)
    await other.reload()
    await other.getByRole('button', { name: 'Test Wallet' }).click()
    await other.getByRole('button', { name: /^Add the wallet that ends in/ }).click()
    await other.getByRole('button', { name: 'Revoke Wallet' }).waitFor({ timeout: 60_000 })

    const third = await openPerson(browser)
    await injectWallet(third, net.network.chainId, net.urls.rpc, key)
    const there = await third.newPage()
    await there.goto(`${site()}/account`)
    await there.getByRole('button', { name: 'Test Wallet' }).click()
    await there.getByRole('button', { name: 'Sign in to it' }).click()
    await there.locator(`[data-address="${account}"]`).waitFor({ timeout: 30_000 })
    const friend = privateKeyToAddress(generatePrivateKey())
    await sendSogni(friend, '1', there)
    await holds(account, parseEther('3'))
    expect(await net.chain.reader.getBalance({ address: wallet })).toBe(0n)
    await third.close()
  })

  test('SOGNI of a wallet without ether comes to the account: signed there, paid for by the network', async () => {
    const args = [wallet, parseEther('5')] as const
    await net.chain.send({ ...sogni(), account: net.keys.account('faucet'), functionName: 'transfer', args })
    const before = otherDevice.prompts()
    await other.getByRole('button', { name: 'Bring SOGNI from a wallet' }).click()
    await other.getByRole('button', { name: 'Bring from Test Wallet' }).click()
    await other.getByText('holds 5 SOGNI.').waitFor()
    await other.getByRole('textbox', { name: 'Amount of SOGNI to bring' }).fill('5')
    await other.getByRole('button', { name: 'Bring 5 SOGNI' }).click()
    await until(async () => (await sogniOf(account)) === parseEther('8'), {
      what: 'The SOGNI of the wallet',
      timeoutMs: 60_000,
    })
    expect(otherDevice.prompts()).toBe(before)
    expect(await net.chain.reader.getBalance({ address: wallet })).toBe(0n)
  })

  test('the passkey is lost and a wallet is left: it puts a new passkey in the place of the old one', async () => {
    const key = generatePrivateKey()
    const openWithWallet = async () => {
      const context = await openPerson(browser)
      await injectWallet(context, net.network.chainId, net.urls.rpc, key)
      const at = await context.newPage()
      const passkeys = await addAuthenticator(at)
      await at.goto(`${site()}/account`)
      return { at, passkeys, context }
    }
    const old = await openWithWallet()
    await old.at.getByRole('button', { name: 'Continue with a passkey' }).click()
    // Its first operation makes the account: one that is signed meanwhile would make it too, and fail.
    await old.at.getByRole('heading', { level: 1, name: /free Spark left/ }).waitFor({ timeout: 60_000 })
    await old.at.getByRole('button', { name: 'Test Wallet' }).click()
    await old.at.getByRole('button', { name: /^Add the wallet that ends in/ }).click()
    await old.at.getByRole('button', { name: 'Revoke Wallet' }).waitFor({ timeout: 60_000 })
    const theirs = (await old.at.locator('[data-address]').getAttribute('data-address')) as Address
    await old.context.close()

    const fresh = await openWithWallet()
    await fresh.at.getByRole('button', { name: 'Test Wallet' }).click()
    await fresh.at.getByRole('button', { name: 'Sign in to it' }).click()
    await fresh.at.getByRole('button', { name: 'Make a new owner passkey here' }).click()
    await fresh.at.getByRole('button', { name: /^Put it in the place of/ }).click()
    await fresh.at.locator('[data-standing=owner]').getByText('this device').waitFor({ timeout: 60_000 })
    expect(fresh.passkeys.prompts()).toBe(2)
    const args = [theirs, parseEther('3')] as const
    await net.chain.send({ ...sogni(), account: net.keys.account('faucet'), functionName: 'transfer', args })
    await fresh.at.getByText('You hold 3 SOGNI.').waitFor({ timeout: 30_000 })
    await sendSogni(privateKeyToAddress(generatePrivateKey()), '1', fresh.at)
    expect(fresh.passkeys.prompts()).toBe(3)
    await fresh.context.close()
  })

  test('a large amount to somebody new is held, announced, and shown until it opens', async () => {
    const args = [account, parseEther('2000')] as const
    await net.chain.send({ ...sogni(), account: net.keys.account('faucet'), functionName: 'transfer', args })
    await other.getByText('You hold 2,008 SOGNI.').waitFor({ timeout: 30_000 })
    const stranger = privateKeyToAddress(generatePrivateKey())
    const before = otherDevice.prompts()
    await other.getByText(/1,000 SOGNI a day at once/).waitFor()
    await other.getByRole('textbox', { name: 'To the address' }).fill(stranger)
    await other.locator('[data-send]').getByRole('textbox', { name: 'Amount to send in SOGNI' }).fill('1,500')
    await other.getByRole('button', { name: /^Announce the address/ }).click()
    await other
      .locator('[data-announce]')
      .getByText(/^It opens on/)
      .waitFor()
    await other
      .locator(`[data-payee="${stranger}"]`)
      .getByText(/opens in/)
      .waitFor()
    expect(otherDevice.prompts()).toBe(before)
    expect(await sogniOf(stranger)).toBe(0n)
  })

  test('every device lost: guardians sign once, the wait passes, and a new passkey signs in and spends', async () => {
    const key = generatePrivateKey()
    const friend = await openPerson(browser)
    await injectWallet(friend, net.network.chainId, net.urls.rpc, key)
    // The other guardian is an account by passkey, which signs as a contract does.
    const sister = await openPerson(browser)
    const sisterPage = await sister.newPage()
    const sisterDevice = await addAuthenticator(sisterPage)
    await sisterPage.goto(`${site()}/account`)
    await sisterPage.getByRole('button', { name: 'Continue with a passkey' }).click()
    await sisterPage.getByRole('heading', { level: 1, name: /free Spark left/ }).waitFor({ timeout: 60_000 })
    const sisterAccount = (await sisterPage.locator('[data-address]').getAttribute('data-address')) as Address

    await open(other, 'Account')
    const before = otherDevice.prompts()
    await other.getByRole('textbox', { name: 'Address of a guardian' }).fill(privateKeyToAddress(key))
    await other.getByRole('button', { name: 'Add one more' }).click()
    await other.getByRole('textbox', { name: 'Address of another guardian' }).fill(sisterAccount)
    await other.getByRole('radio', { name: '2', exact: true }).check({ force: true })
    await other.getByRole('button', { name: 'Name these 2 guardians' }).click()
    await other.locator('[data-guardians="2"]').waitFor({ timeout: 60_000 })
    expect(otherDevice.prompts() - before).toBe(1)
    await otherDevice.remove()
    await open(other, 'Ledger')

    const start = Date.now()
    const anew = await openPerson(browser)
    const fresh = await anew.newPage()
    const freshDevice = await addAuthenticator(fresh)
    await fresh.goto(`${site()}/account?recover`)
    await fresh.getByRole('textbox', { name: /as its name/ }).fill('New phone')
    await fresh.getByRole('button', { name: 'Make a passkey for this device' }).click()
    const code = await fresh.locator('[data-code]').getAttribute('data-code')
    const end = (await fresh.locator('[data-key-groups]').textContent())?.slice(-4) ?? ''
    await shoot(fresh, 'recover-waiting', true)

    const friendPage = await friend.newPage()
    await friendPage.goto(`${site()}/recover/${code}`)
    await friendPage.getByRole('button', { name: 'Test Wallet' }).click()
    await friendPage.getByRole('textbox', { name: /^The last four characters/ }).fill(end)
    await shoot(friendPage, 'recover-guardian', true)
    await friendPage.getByRole('button', { name: 'Let New phone in' }).click()
    await friendPage.locator('[data-signed]').waitFor({ timeout: 30_000 })
    await fresh.getByRole('heading', { name: '1 of 2 guardians agreed.' }).waitFor({ timeout: 30_000 })

    await sisterPage.goto(`${site()}/recover/${code}`)
    const asked = sisterDevice.prompts()
    await sisterPage.getByRole('textbox', { name: /^The last four characters/ }).fill(end)
    await sisterPage.keyboard.press('Enter')
    const waiting = { name: 'The new device takes over in 3 days.' }
    await sisterPage.getByRole('heading', waiting).waitFor({ timeout: 60_000 })
    expect(sisterDevice.prompts() - asked).toBe(2)
    await fresh
      .getByRole('heading', { name: 'This device takes over in 3 days.' })
      .waitFor({ timeout: 60_000 })
    const proposed = (Date.now() - start) / 1_000
    // Whoever still holds a device is told, and could cancel.
    await open(other, 'Account')
    await other.locator('[data-recovery]').getByRole('button', { name: 'Cancel the recovery' }).waitFor()
    await open(other, 'Ledger')
    await other.locator('[data-recovery-line]').waitFor()
    await shoot(other, 'recover-warning')

    await warp(net.urls.rpc, DELAY_SECONDS)
    await fresh.getByRole('heading', { name: 'The account is yours again.' }).waitFor({ timeout: 90_000 })
    await fresh.getByRole('button', { name: 'Sign in on this device' }).click()
    await fresh.locator(`[data-address="${account}"]`).waitFor({ timeout: 30_000 })
    const held = await sogniOf(account)
    await sendSogni(privateKeyToAddress(generatePrivateKey()), '1', fresh)
    await fresh.getByRole('button', { name: 'Use free Spark on this device' }).click()
    await fresh.locator('[data-allow]').waitFor({ state: 'detached', timeout: 60_000 })
    const seconds = (Date.now() - start) / 1_000
    process.stdout.write(
      `  recovery proposed after ${proposed.toFixed(1)} s, spent after ${seconds.toFixed(1)} s, prompts: ${freshDevice.prompts()} of the person, 2 of each guardian\n`,
    )
    expect(freshDevice.prompts()).toBe(4)
    await holds(account, held - parseEther('1'))
  })
})
