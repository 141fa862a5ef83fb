import type { Browser, Page } from 'playwright-core'
import { type Address, parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { expect } from 'vitest'
import { warp } from '../helpers/chainTime.ts'
import { pageOf } from '../helpers/people.ts'
import { sogniOf, sogniReaches } from '../helpers/sogni.ts'
import type { TestNetwork } from '../helpers/testNetwork.ts'
import { allowFreeSpark, makeAccount, sendSogni, signedInTo } from './accountPage.ts'
import { open } from './actions.ts'
import { shoot } from './shoot.ts'
import { newVisitor, newWalletVisitor, type Visitor } from './visitor.ts'

/** What the form of guardians sets where nobody chooses. */
const DELAY_SECONDS = 3 * 86_400 + 60

/** What guardians are told: the code in a link, the end of the key by phone. */
interface Invitation {
  readonly code: string
  readonly keyEnd: string
}

interface Loss {
  readonly net: TestNetwork
  readonly browser: Browser
  readonly account: Address
  /** The last device of the account; its passkey goes, its login stays open. */
  readonly last: Visitor
}

/** Every device of an account is lost: a wallet and another account, its guardians, let a new one in. */
export async function recoverAccount({ net, browser, account, last }: Loss): Promise<void> {
  const site = pageOf(net.urls.relayer)
  const friendKey = generatePrivateKey()
  const friend = await newWalletVisitor(browser, net, friendKey)
  // This guardian signs as a contract does.
  const sister = await newVisitor(browser)
  await sister.page.goto(`${site}/account`)
  const guardians = [privateKeyToAddress(friendKey), await makeAccount(sister.page)] as const
  await open(last.page, 'Account')
  expect(await last.device.promptsIn(() => nameGuardians(last.page, guardians))).toBe(1)
  await last.device.remove()
  await open(last.page, 'Ledger')

  const start = Date.now()
  const secondsSince = () => ((Date.now() - start) / 1_000).toFixed(1)
  const { page, device } = await newVisitor(browser)
  const invitation = await begin(page, site)
  await shoot(page, 'recover-waiting', true)
  await agreeByWallet(friend.page, site, invitation)
  await stands(page, '1 of 2 guardians agreed.')
  expect(await sister.device.promptsIn(() => agreeByPasskey(sister.page, site, invitation))).toBe(2)
  await stands(page, 'This device takes over in 3 days.')
  const proposed = secondsSince()
  await seeWarning(last.page)

  await warp(net.urls.rpc, DELAY_SECONDS)
  await stands(page, 'The account is yours again.', 90_000)
  await page.getByRole('button', { name: 'Sign in on this device' }).click()
  await signedInTo(page, account)
  const held = await sogniOf(net, account)
  await sendSogni(page, net, '1')
  await allowFreeSpark(page)
  process.stdout.write(
    `  recovery proposed after ${proposed} s, spent after ${secondsSince()} s, prompts: ${device.prompts()} of the person, 2 of each guardian\n`,
  )
  expect(device.prompts()).toBe(4)
  await sogniReaches(net, account, held - parseEther('1'))
}

/** Both have to agree from then on. */
async function nameGuardians(page: Page, [one, other]: readonly [Address, Address]): Promise<void> {
  await page.getByRole('textbox', { name: 'Address of a guardian' }).fill(one)
  await page.getByRole('button', { name: 'Add one more' }).click()
  await page.getByRole('textbox', { name: 'Address of another guardian' }).fill(other)
  await page.getByRole('radio', { name: '2', exact: true }).check({ force: true })
  await page.getByRole('button', { name: 'Name these 2 guardians' }).click()
  await page.locator('[data-guardians="2"]').waitFor({ timeout: 60_000 })
}

/** Makes the passkey that shall come in. */
async function begin(page: Page, site: string): Promise<Invitation> {
  await page.goto(`${site}/account?recover`)
  await page.getByRole('textbox', { name: /as its name/ }).fill('New phone')
  await page.getByRole('button', { name: 'Make a passkey for this device' }).click()
  const code = (await page.locator('[data-code]').getAttribute('data-code')) ?? ''
  const groups = (await page.locator('[data-key-groups]').textContent()) ?? ''
  return { code, keyEnd: groups.slice(-4) }
}

const typeKeyEnd = (page: Page, { keyEnd }: Invitation): Promise<void> =>
  page.getByRole('textbox', { name: /^The last four characters/ }).fill(keyEnd)

async function agreeByWallet(page: Page, site: string, invitation: Invitation): Promise<void> {
  await page.goto(`${site}/recover/${invitation.code}`)
  await page.getByRole('button', { name: 'Test Wallet' }).click()
  await typeKeyEnd(page, invitation)
  await shoot(page, 'recover-guardian', true)
  await page.getByRole('button', { name: 'Let New phone in' }).click()
  await page.locator('[data-signed]').waitFor({ timeout: 30_000 })
}

async function agreeByPasskey(page: Page, site: string, invitation: Invitation): Promise<void> {
  await page.goto(`${site}/recover/${invitation.code}`)
  await typeKeyEnd(page, invitation)
  await page.keyboard.press('Enter')
  await stands(page, 'The new device takes over in 3 days.')
}

/** Whoever still holds a device is told, and could cancel. */
async function seeWarning(page: Page): Promise<void> {
  await open(page, 'Account')
  await page.locator('[data-recovery]').getByRole('button', { name: 'Cancel the recovery' }).waitFor()
  await open(page, 'Ledger')
  await page.locator('[data-recovery-line]').waitFor()
  await shoot(page, 'recover-warning')
}

const stands = (page: Page, name: string, timeout = 60_000): Promise<void> =>
  page.getByRole('heading', { name }).waitFor({ timeout })
