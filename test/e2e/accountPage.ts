import type { Page } from 'playwright-core'
import { type Address, parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { expect } from 'vitest'
import { sogniReaches } from '../helpers/sogni.ts'
import type { TestNetwork } from '../helpers/testNetwork.ts'

/** What a person does on the account page, by the names that a screen reader reads. */

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()

/** The account that the page shows. */
export const accountOn = async (page: Page): Promise<Address> =>
  (await page.locator('[data-address]').getAttribute('data-address')) as Address

export const signedInTo = (page: Page, account: Address): Promise<void> =>
  page.locator(`[data-address="${account}"]`).waitFor({ timeout: 30_000 })

export const freeSparkLeft = (page: Page): Promise<void> =>
  page
    .getByRole('heading', { level: 1, name: /free Spark left on this device\.$/ })
    .waitFor({ timeout: 60_000 })

/** A new account. Its first operation makes it: one that is signed meanwhile would make it too, and fail. */
export async function makeAccount(page: Page): Promise<Address> {
  await press(page, 'Continue with a passkey')
  await freeSparkLeft(page)
  return accountOn(page)
}

/** Lets the browser's render key spend the free Spark. */
export async function allowFreeSpark(page: Page): Promise<void> {
  await press(page, 'Use free Spark on this device')
  await page.locator('[data-allow]').waitFor({ state: 'detached', timeout: 60_000 })
}

export async function fillPayment(page: Page, to: Address, amount: string): Promise<void> {
  await page.getByRole('textbox', { name: 'To the address' }).fill(to)
  await page.locator('[data-send]').getByRole('textbox', { name: 'Amount to send in SOGNI' }).fill(amount)
}

/** Sends to somebody new, after the address was confirmed by its end. */
export async function sendSogni(page: Page, net: TestNetwork, amount: string): Promise<void> {
  const to = privateKeyToAddress(generatePrivateKey())
  await fillPayment(page, to, amount)
  await page.getByText(`You send ${amount} SOGNI`).waitFor()
  expect(await page.getByRole('button', { name: 'Confirm the address first' }).isDisabled()).toBe(true)
  await page.getByRole('textbox', { name: /^Type the last four/ }).fill(to.slice(-4))
  await press(page, `Send ${amount} SOGNI`)
  await sogniReaches(net, to, parseEther(amount))
}

/** On a device that is signed in: lets in the one that shows the code. */
export async function letDeviceIn(page: Page, code: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Code from the other device' }).fill(code)
  await press(page, 'Look the device up')
  await press(page, /^Let .* in$/)
  await page.locator('[data-standing=device]').waitFor({ timeout: 60_000 })
}

/** Adds the wallet of the browser to the devices of the account. */
export async function addWallet(page: Page): Promise<void> {
  await press(page, 'Test Wallet')
  await press(page, /^Add the wallet that ends in/)
  await page.getByRole('button', { name: 'Revoke Wallet' }).waitFor({ timeout: 60_000 })
}

/** Signs in to the account that the wallet of the browser is a device of. */
export async function enterByWallet(page: Page): Promise<void> {
  await press(page, 'Test Wallet')
  await press(page, 'Sign in to it')
}

export async function bringFromWallet(page: Page, amount: string): Promise<void> {
  await press(page, 'Bring SOGNI from a wallet')
  await press(page, 'Bring from Test Wallet')
  await page.getByText(`holds ${amount} SOGNI.`).waitFor()
  await page.getByRole('textbox', { name: 'Amount of SOGNI to bring' }).fill(amount)
  await press(page, `Bring ${amount} SOGNI`)
}
