import { renderLedgerAbi } from '@supernet/sdk/abi'
import { getStake } from '@supernet/sdk/actions'
import type { Browser, Locator, Page } from 'playwright-core'
import { parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../deploy/local/until.ts'
import { operatorKey, ownerKey } from '../../deploy/local/workers.ts'
import { warp } from '../helpers/chainTime.ts'
import { giveSogni } from '../helpers/sogni.ts'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'
import { open } from './actions.ts'
import { hasBrowser, openBrowser, openPerson, watch } from './browser.ts'
import { injectWallet } from './injectedWallet.ts'

let net: TestNetwork
let browser: Browser

const DAY = 86_400

const heading = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('heading', { level: 1, name }).waitFor({ timeout: 30_000 })

const section = (page: Page, name: string): Locator =>
  page.locator('section', { has: page.getByRole('heading', { level: 2, name, exact: true }) })

/** What the ledger takes of the first worker now. */
async function takeOfWorker(): Promise<number> {
  const { takeBps } = await net.chain.reader.readContract({
    address: net.network.contracts.renderLedger,
    abi: renderLedgerAbi,
    functionName: 'worker',
    args: [net.keys.account(operatorKey(0)).address],
  })
  return takeBps
}

const stakeOf = (account: `0x${string}`) => getStake(net.chain.reader, { ...net.network.contracts, account })

/** Presses a button of the page's one worker that tells the ledger its new take. */
async function tellLedger(page: Page, was: number, is: number): Promise<void> {
  await page
    .getByRole('button', { name: `Tell the ledger: ${was} % becomes ${is} %` })
    .click({ timeout: 30_000 })
  await until(async () => (await takeOfWorker()) === is * 100, { what: 'The new take', timeoutMs: 30_000 })
}

/** The owner of a worker in a browser: stake, votes and back. */
describe.skipIf(!hasBrowser)('the DAO in a browser', () => {
  beforeAll(async () => {
    net = await startTestNetwork({ dapp: true })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await net?.end()
  })

  test('stake, see the take fall, buy Spark, propose, vote, warp, execute, unstake, cool down, withdraw', async () => {
    const owner = net.keys.account(ownerKey(0)).address
    await giveSogni(net, owner, parseEther('7000'))
    const person = await openPerson(browser, { height: 1600 })
    const wallet = await injectWallet(person, net.network.chainId, net.urls.rpc, net.keys.key(ownerKey(0)))
    const page = await person.newPage()
    const errors = watch(page)
    await page.goto(`${net.urls.relayer}/stake`)
    await page.getByRole('button', { name: 'Test Wallet' }).click()
    await heading(page, '6,600 SOGNI at stake, 2.5 % off every render.')

    // The allowance is a signature: one transaction.
    const more = section(page, 'Stake more')
    await more.getByRole('textbox').fill('6600')
    expect(await more.textContent()).toContain('2.5 % →  becomes 5 %')
    const sent = () => wallet.asked.filter((method) => method === 'eth_sendTransaction').length
    const before = sent()
    await more.getByRole('button', { name: 'Stake 6,600 SOGNI' }).click()
    await heading(page, '13,200 SOGNI at stake, 5 % off every render.')
    expect(sent() - before).toBe(1)

    const worker = page.locator('[data-bond]')
    await worker.getByRole('textbox').fill('6600')
    expect(await worker.textContent()).toContain('45 % →  becomes 40 %')
    await worker.getByRole('button', { name: 'Bond 6,600 SOGNI' }).click()
    await tellLedger(page, 45, 40)

    await open(page, 'Buy Spark')
    await page.getByRole('radio', { name: /SOGNI/ }).check({ force: true })
    await page.getByRole('textbox', { name: 'Amount in Spark' }).fill('200')
    await page.getByRole('button', { name: /^Buy 200 Spark/ }).click()
    await page.locator('[data-bought]').waitFor({ timeout: 30_000 })

    // A worker with twice the bond shall give ten per cent less, not five.
    await open(page, 'Governance')
    await page.getByRole('link', { name: 'Make a proposal' }).click()
    await page.getByRole('combobox', { name: /Pick one/ }).selectOption({ label: 'Take of bonded workers' })
    await page
      .getByRole('group', { name: 'Row 2' })
      .getByRole('textbox', { name: /^Take falls by/ })
      .fill('9')
    await page.getByText('The contracts would accept it now.').waitFor()
    await page.getByRole('button', { name: 'Propose: Take of bonded workers' }).click()
    await heading(page, 'Take of bonded workers')
    expect(await page.locator('[data-call]').textContent()).toContain('5 % →  becomes 9 %')

    await page.locator('[data-state=active]').waitFor({ timeout: 30_000 })
    await page.getByRole('button', { name: 'Sign for, without a fee' }).click()
    await page.getByText('Your vote is counted').waitFor({ timeout: 30_000 })
    await page.getByText('More votes are for it, and the quorum is reached.').waitFor({ timeout: 30_000 })

    await warp(net.urls.rpc, 61)
    await page.getByRole('button', { name: 'Queue it in the timelock' }).click({ timeout: 30_000 })
    await page.locator('[data-state=queued]').waitFor({ timeout: 30_000 })
    await warp(net.urls.rpc, 11)
    await page.getByRole('button', { name: 'Carry it out' }).click({ timeout: 30_000 })
    await page.locator('[data-state=executed]').waitFor({ timeout: 30_000 })

    await open(page, 'Stake')
    await tellLedger(page, 40, 36)
    await worker.getByRole('radio', { name: 'Take back' }).check({ force: true })
    await worker.getByRole('textbox').fill('6600')
    expect(await worker.textContent()).toContain('36 % →  becomes 45 %')
    await worker.getByRole('button', { name: 'Take 6,600 SOGNI back' }).click()
    await tellLedger(page, 36, 45)

    const back = section(page, 'Take stake back')
    await back.getByRole('textbox').fill('6600')
    // The days are on the screen before anything is signed.
    await back.locator('[data-cooldown]').getByText('For 7 days').waitFor()
    await back.getByRole('button', { name: 'Start the cooldown of 6,600 SOGNI' }).click()
    const requests = page.getByRole('list', { name: 'Requests to take stake back' })
    await requests.getByText('ready in 7 days').waitFor({ timeout: 30_000 })
    expect(await page.getByRole('button', { name: /^Ready in/ }).isDisabled()).toBe(true)

    await warp(net.urls.rpc, 7 * DAY)
    await page.getByRole('button', { name: 'Withdraw 6,600 SOGNI' }).click({ timeout: 30_000 })
    await requests.waitFor({ state: 'detached', timeout: 30_000 })
    await heading(page, '6,600 SOGNI at stake, 2.5 % off every render.')
    expect(await stakeOf(owner)).toMatchObject({ active: parseEther('6600'), cooling: 0n, requests: [] })
    expect(errors).toEqual([])
    await person.close()
  })
})
