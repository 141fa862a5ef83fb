import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Address, custom, parseAbi, parseEther, zeroAddress } from 'viem'
import { localChainOver } from '../../deploy/local/clients.ts'
import { openMarket } from '../../deploy/local/market.ts'
import { type Deployed, deployed } from './deployed.ts'

const PRICE = parseEther('0.05')
const wethAbi = parseAbi(['function balanceOf(address) view returns (uint256)'])

/** The deployed contracts with a market, opened as `npm start` opens it. */
describe('a network with a market', () => {
  let net: Deployed
  const dataDir = mkdtempSync(join(tmpdir(), 'supernet-market-'))
  const pass = async (seconds: number) => void (await net.connection.networkHelpers.time.increase(seconds))

  before(async () => {
    net = await deployed()
    const keys = { account: (name: string) => net.users[name as keyof Deployed['users']] }
    const chain = localChainOver(custom(net.connection.provider, { retryCount: 0 }))
    const options = { dataDir, chain, contracts: net.contracts, keys, pass }
    assert.equal(await net.chain.priceOracle.read.pool(), zeroAddress)
    await openMarket(options)
    // A second start finds it.
    await openMarket(options)
  })
  after(() => rmSync(dataDir, { recursive: true }))

  const near = (price: bigint, wanted: bigint) =>
    assert.ok(price > (wanted * 9_998n) / 10_000n && price < (wanted * 10_002n) / 10_000n, String(price))

  it('prices renders, Spark and reserves from the pool', async () => {
    const { verdict, referenceE18 } = await net.chain.priceOracle.read.market()
    assert.equal(verdict, 1)
    assert.equal(referenceE18, PRICE)
    const price = await net.chain.priceOracle.read.chargePrice()
    near(price, PRICE)
    assert.equal(await net.chain.renderPricing.read.sogniPriceE18(), price)
    assert.equal(await net.chain.assetPrices.read.priceOf([2]), price)
    near(await net.chain.renderPricing.read.sparkRate(), 10n ** 8n)
  })

  it('takes no notice of the price setter', async () => {
    const price = await net.chain.priceOracle.read.chargePrice()
    const { timestamp } = await net.reader.getBlock()
    await net
      .as(net.users.priceSetter)
      .governedPrice.write.setPrice([(PRICE * 21n) / 20n, Number(timestamp) + 86_400])
    assert.equal(await net.chain.priceOracle.read.chargePrice(), price)
  })

  it('lets anyone keep checkpoints, an hour apart', async () => {
    await assert.rejects(net.chain.priceOracle.simulate.poke({ account: net.users.stranger }), /TooSoon/)
    await pass(3_600)
    await net.chain.priceOracle.write.poke()
    const [kept] = await net.chain.priceOracle.read.lastGoodPrice()
    near(kept, PRICE)
  })

  it('buys back with the ether of the treasury, by anyone, within its bucket', async () => {
    await net
      .as(net.users.artist)
      .sparkSale.write.buy([1, net.users.artist.address, parseEther('100000'), parseEther('1'), 2n ** 40n], {
        value: parseEther('1'),
      })
    const { buyback, treasury } = net.chain
    const before = await treasury.read.reserves()
    const next = await buyback.read.nextPurchase()
    assert.equal(next.token, zeroAddress)
    assert.equal(next.amount, before.eth)
    await buyback.write.buyback()
    const held = await treasury.read.reserves()
    assert.equal(held.eth, 0n)
    assert.ok(held.sogni - before.sogni >= next.minSogni)
    const left = await net.reader.readContract({
      address: net.contracts.weth,
      abi: wethAbi,
      functionName: 'balanceOf',
      args: [buyback.address],
    })
    assert.equal(left, 0n)
    await assert.rejects(buyback.simulate.buyback({ account: net.users.stranger }), /TooSoon/)
  })

  it('gives buyback and timelock no more than the buckets of the parameters', async () => {
    const { buyback, treasury, usdc, sogniToken } = net.chain
    const tokens = { usdc: usdc.address, sogni: sogniToken.address, eth: zeroAddress } as const
    const spenders: Record<string, Address> = { Buyback: buyback.address, Timelock: net.contracts.timelock }
    for (const { spender, token, capacity, windowSeconds } of net.parameters.spendLimits) {
      const limit = await treasury.read.spendLimit([spenders[spender] as Address, tokens[token]])
      assert.deepEqual(limit, [capacity, windowSeconds])
    }
    assert.deepEqual(await buyback.read.limits(), net.parameters.buyback)
  })
})
