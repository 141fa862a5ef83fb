import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { questsAbi, rewardsDistributorAbi, sogniTokenAbi, sparkPointsAbi } from '@supernet/sdk/abi'
import { rewardRoot } from '@supernet/sdk/protocol'
import type { Browser, Locator, Page } from 'playwright-core'
import { type Address, keccak256, parseEther, toHex, zeroAddress } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chainNow, warp } from '../helpers/chainTime.ts'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'
import { delivered, open, promptBox, settledSlip } from './actions.ts'
import { hasBrowser, openBrowser, openPerson, watch } from './browser.ts'
import { injectWallet } from './injectedWallet.ts'
import { shoot } from './shoot.ts'

let net: TestNetwork
let browser: Browser
let shelf: Server | undefined

const DAY = 86_400
const STAKES = 2
const AIRDROP = 0
const PROMO = 1

const section = (page: Page, name: string): Locator =>
  page.locator('section', { has: page.getByRole('heading', { level: 2, name, exact: true }) })

/** Somebody with a wallet that the faucet has filled. */
async function newPerson(height: number) {
  const person = await openPerson(browser, { height })
  const wallet = await injectWallet(person, net.network.chainId, net.urls.rpc)
  await fetch(`${net.urls.faucet}/faucet`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ address: wallet.address }),
  })
  const page = await person.newPage()
  return { person, page, account: wallet.address, errors: watch(page) }
}

const promoOf = (account: Address) =>
  net.chain.reader.readContract({
    address: net.network.contracts.sparkPoints,
    abi: sparkPointsAbi,
    functionName: 'classBalanceOf',
    args: [account, PROMO],
  })

const asManager = () => ({ account: net.keys.account('council') })

/** A quest that the chain checks itself. */
async function openQuest(): Promise<void> {
  const quest = {
    kind: STAKES,
    token: zeroAddress,
    endsAt: (await chainNow(net.urls.rpc)) + 30 * DAY,
    left: 10,
    reward: parseEther('5'),
    target: parseEther('10'),
  }
  await net.chain.send({
    ...asManager(),
    address: net.network.contracts.quests,
    abi: questsAbi,
    functionName: 'open',
    args: [quest, 'Stake ten SOGNI'],
  })
}

/** An airdrop of 12 SOGNI whose list lies on a web server; it counts after a day. */
async function openAirdrop(account: Address): Promise<void> {
  const { rewardsDistributor, sogniToken } = net.network.contracts
  const distributor = { ...asManager(), address: rewardsDistributor, abi: rewardsDistributorAbi } as const
  const amount = parseEther('12')
  const endsAt = (await chainNow(net.urls.rpc)) + 60 * DAY
  await net.chain.send({
    ...distributor,
    functionName: 'openCampaign',
    args: [sogniToken, AIRDROP, endsAt, 'Early'],
  })
  // The campaign that pays for promotional work is the first.
  const campaign = 2
  await net.chain.send({
    ...asManager(),
    address: sogniToken,
    abi: sogniTokenAbi,
    functionName: 'approve',
    args: [rewardsDistributor, amount],
  })
  await net.chain.send({ ...distributor, functionName: 'fund', args: [campaign, amount] })

  const list = JSON.stringify({ rows: [{ account, earned: amount.toString() }] })
  shelf = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(list)
  })
  await new Promise<void>((resolve) => shelf?.listen(0, '127.0.0.1', resolve))
  const { port } = shelf.address() as AddressInfo
  const { root, total } = rewardRoot(campaign, [{ account, earned: amount }])
  await net.chain.send({
    ...distributor,
    functionName: 'publishRoot',
    args: [campaign, root, total, keccak256(toHex(list)), `http://127.0.0.1:${port}/early.json`],
  })
}

describe.skipIf(!hasBrowser)('rewards in a browser', () => {
  beforeAll(async () => {
    net = await startTestNetwork({ dapp: true })
    browser = await openBrowser()
  })
  afterAll(async () => {
    shelf?.close()
    await browser?.close()
    await net?.end()
  })

  test('stake and liquidity, a quest, the boost, a referral and an airdrop are each taken from the screen', async () => {
    await openQuest()
    const ann = await newPerson(1600)
    const { page } = ann
    await page.goto(`${net.urls.relayer}/stake`)
    await page.getByRole('button', { name: 'Test Wallet' }).click()
    await page.getByRole('textbox', { name: 'Amount in SOGNI' }).fill('20')
    await page.getByRole('button', { name: 'Stake 20 SOGNI' }).click()
    await page.getByRole('heading', { level: 1, name: '20 SOGNI at stake.' }).waitFor({ timeout: 30_000 })

    // The listed pair: its shares count by their SOGNI side.
    const pool = page.locator('[data-pool]')
    await pool.getByRole('button', { name: 'All of it' }).click()
    await pool.getByRole('button', { name: /^Stake 0\.00004 UNI-V2$/ }).click()
    await pool.getByText('You hold 0 UNI-V2').waitFor({ timeout: 30_000 })
    expect(await pool.textContent()).toMatch(/Counts as1\d\d(\.\d+)? SOGNI/)
    await shoot(page, 'stake-liquidity', true)
    await pool.getByRole('radio', { name: 'Take back' }).check({ force: true })
    await pool.getByRole('button', { name: 'All of it' }).click()
    await pool.getByRole('button', { name: /^Start the cooldown of 0\.00004 UNI-V2$/ }).click()
    await pool.getByRole('button', { name: 'Ready in 7 days' }).waitFor({ timeout: 30_000 })

    await page.setViewportSize({ width: 1280, height: 1600 })
    await page.goto(`${net.urls.relayer}/rewards`)
    const quests = section(page, 'Quests')
    await quests.getByRole('button', { name: 'Take 5 Spark' }).click({ timeout: 30_000 })
    await quests.getByText('completed').waitFor({ timeout: 30_000 })
    const boost = section(page, 'Daily boost').getByRole('button')
    await boost.click()
    await page
      .getByRole('button', { name: 'Taken today; the next one is at midnight UTC' })
      .waitFor({ timeout: 30_000 })
    const before = await promoOf(ann.account)
    expect(before).toBeGreaterThan(parseEther('5'))

    // Somebody follows the link, says so, and pays for a render.
    const bea = await newPerson(1200)
    await bea.page.goto(`${net.urls.relayer}/rewards?by=${ann.account}`)
    await bea.page.getByRole('button', { name: 'Test Wallet' }).click()
    await bea.page.getByRole('button', { name: 'Name this account' }).click({ timeout: 30_000 })
    await bea.page
      .getByText('Brought by', { exact: true })
      .locator('..')
      .getByRole('button')
      .waitFor({ timeout: 30_000 })
    await open(bea.page, 'Create')
    await promptBox(bea.page).fill('a fox with glasses')
    await bea.page.getByRole('button', { name: /^Render 4 for/ }).click()
    await bea.page.getByRole('button', { name: /^Open a budget of/ }).click()
    await delivered(bea.page.getByRole('article', { name: 'a fox with glasses' }), 4)
    await settledSlip(bea.page)

    const referrals = section(page, 'Referrals')
    const take = referrals.getByRole('button', { name: /^Take 0\.02 Spark$/ })
    await take.waitFor({ timeout: 60_000 })
    await shoot(page, 'rewards-ready', true)
    await page.setViewportSize({ width: 1280, height: 1600 })
    await take.click()
    await referrals.getByText('you got 0.02 Spark for that').waitFor({ timeout: 30_000 })
    expect((await promoOf(ann.account)) - before).toBe(parseEther('0.02'))

    await openAirdrop(ann.account)
    await warp(net.urls.rpc, DAY + 1)
    const claim = page.getByRole('button', { name: 'Claim 12 SOGNI' })
    await claim.click({ timeout: 60_000 })
    await page.getByRole('button', { name: 'All of it was paid' }).waitFor({ timeout: 30_000 })

    await page.goto(`${net.urls.relayer}/treasury`)
    await page.getByRole('heading', { level: 2, name: 'What it buys back' }).waitFor()
    await page.waitForLoadState('networkidle')
    await shoot(page, 'treasury-ready', true)
    await page.goto(`${net.urls.relayer}/spark`)
    await page.locator('h1:not(:empty)').first().waitFor()
    await page.waitForLoadState('networkidle')
    await shoot(page, 'spark-ready', true)
    expect([...ann.errors, ...bea.errors]).toEqual([])
    await bea.person.close()
    await ann.person.close()
  })
})
