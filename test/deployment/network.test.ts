import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { governedPriceAbi } from '@supernet/sdk/abi'
import { type Address, keccak256, parseAbi, parseEther, toHex } from 'viem'
import { ERC6551_REGISTRY } from '../../deploy/erc6551Registry.ts'
import { deployNetwork } from '../../deploy/index.ts'
import { type Deployed, deployed, implementationOf } from './deployed.ts'

const PURCHASED = 0

/** What every contract behind the access manager has. */
const managedAbi = parseAbi([
  'function authority() view returns (address)',
  'function initialize(address authority)',
  'error InvalidInitialization()',
])

describe('a deployed network', () => {
  let net: Deployed
  before(async () => {
    net = await deployed()
  })

  it('has every proxy on a contract of its own, and none on the seed', async () => {
    const { sparkPoints, renderLedger, renderPricing, governedPrice } = net.contracts
    const { workerLicense, workerRegistry, modelRegistry, treasury } = net.contracts
    const proxies = [sparkPoints, renderLedger, renderPricing, governedPrice]
    proxies.push(workerLicense, workerRegistry, modelRegistry, treasury, net.contracts.sparkSale)
    const { rewardsDistributor, milestoneGrants, modelSubmissions, modelClaims, modelAccess } = net.contracts
    proxies.push(rewardsDistributor, milestoneGrants, modelSubmissions, modelClaims, modelAccess)
    proxies.push(net.contracts.quests, net.contracts.contestPrizes)
    const behind = await Promise.all(proxies.map((proxy) => implementationOf(net, proxy)))
    assert.equal(new Set(behind).size, proxies.length)
    for (const proxy of proxies)
      assert.equal(
        await net.reader.readContract({ address: proxy, abi: managedAbi, functionName: 'authority' }),
        net.contracts.accessManager,
      )
    // Nothing can be initialized a second time, neither a proxy nor what is behind it.
    const args = [net.users.stranger.address] as const
    for (const address of [...proxies, ...behind].filter((at) => at !== governedPrice && at !== behind[3]))
      await assert.rejects(
        net.reader.simulateContract({ address, abi: managedAbi, functionName: 'initialize', args }),
        /InvalidInitialization/,
      )
    for (const address of [governedPrice, behind[3] as Address])
      await assert.rejects(
        net.reader.simulateContract({
          address,
          abi: governedPriceAbi,
          functionName: 'initialize',
          args: [...args, 1n, 1],
        }),
        /InvalidInitialization/,
      )
  })

  it('is what its parameters say', async () => {
    const { parameters, chain, contracts } = net
    const [price, validUntil] = await chain.governedPrice.read.lastPrice()
    assert.equal(price, parameters.price.usd)
    assert.ok(validUntil > 0)
    const shops = {
      SparkSale: contracts.sparkSale,
      FiatMinter: contracts.fiatMinter,
      PromoIssuer: contracts.promoIssuer,
    }
    for (const { minter, class: sparkClass, capacity, windowSeconds } of parameters.mintLimits) {
      const account = minter in shops ? shops[minter as keyof typeof shops] : (minter as Address)
      const id = sparkClass === 'Purchased' ? PURCHASED : 1
      assert.deepEqual(await chain.sparkPoints.read.mintLimit([account, id]), [capacity, windowSeconds])
    }
  })

  it('reads tiers from the board of scores', async () => {
    const { chain, contracts, parameters } = net
    assert.equal(await chain.stakeBenefits.read.tierSource(), contracts.scoreBoard)
    assert.equal(await chain.scoreBoard.read.bond(), parameters.scores.bond)
    assert.deepEqual(await chain.scoreBoard.read.thresholds(), parameters.scores.thresholds)
    assert.deepEqual(await chain.dailyBoost.read.amounts(), parameters.dailyBoost)
    const { bps, cap } = parameters.referrals
    assert.deepEqual(await chain.referrals.read.rate(), [bps, cap])
  })

  it('has the ERC-6551 registry at its canonical address', async () => {
    assert.equal(ERC6551_REGISTRY, '0x000000006551c19487814612e58FE06813775758')
    assert.equal(net.contracts.erc6551Registry, ERC6551_REGISTRY)
    assert.notEqual(await net.reader.getCode({ address: ERC6551_REGISTRY }), undefined)
  })

  it('sells purchased Spark that the treasury can pay for, and fills the pool', async () => {
    const { faucet, artist } = net.users
    await net.as(faucet).sparkPoints.write.mint([artist.address, parseEther('1000'), PURCHASED, 0])
    const { assetsUsdE18, requiredUsdE18 } = await net.chain.treasury.read.solvency()
    assert.equal(requiredUsdE18, (parseEther('5') * 55n * 110n) / 10_000n)
    assert.ok(assetsUsdE18 > requiredUsdE18)

    await net.as(net.users.stranger).treasury.write.refillPool()
    const { pool } = await net.chain.renderLedger.read.global()
    assert.equal(pool, await net.chain.treasury.read.poolTarget())
    assert.equal(pool, 110n * 10n ** 9n)
  })

  it('sells Spark for USDC, ether and SOGNI', async () => {
    const { artist } = net.users
    const [usdc, sale, sogni] = [net.as(artist).usdc, net.as(artist).sparkSale, net.as(artist).sogniToken]
    await net.as(net.users.faucet).sogniToken.write.transfer([artist.address, parseEther('1000')])
    await usdc.write.mint([artist.address, 1_000_000n])
    await usdc.write.approve([sale.address, 1_000_000n])
    await sogni.write.approve([sale.address, parseEther('1000')])
    const { timestamp } = await net.reader.getBlock()
    const amount = parseEther('100')
    const before = await net.chain.sparkPoints.read.balanceOf([artist.address])
    for (const currency of [0, 1, 2]) {
      const cost = await sale.read.costOf([currency, amount])
      const value = currency === 1 ? cost * 2n : 0n
      await sale.write.buy([currency, artist.address, amount, cost * 2n, timestamp + 600n], { value })
    }
    assert.equal(await net.chain.sparkPoints.read.balanceOf([artist.address]), before + amount * 3n)
    // Half a dollar at 5 % off: the treasury held no USDC.
    assert.equal(await net.chain.usdc.read.balanceOf([net.contracts.treasury]), 475_000n)
    const held = await net.chain.treasury.read.reserves()
    assert.equal(held.usdc, 475_000n)
    assert.ok(held.eth > 0n && held.ethUsdE18 > 0n)
  })

  it('mints for a card payment once', async () => {
    const { fiatMinter, stranger } = net.users
    const minter = net.as(fiatMinter).fiatMinter
    const receipt = keccak256(toHex('stripe:pi_1'))
    const spark = await minter.read.sparkFor([5_500_000n])
    assert.equal(spark, parseEther('1000'))
    await minter.write.mint([receipt, stranger.address, 5_500_000n, spark])
    assert.equal(await net.chain.sparkPoints.read.balanceOf([stranger.address]), spark)
    assert.equal(await net.chain.fiatMinter.read.fiatOwed(), 5_000_000n)
    await assert.rejects(
      minter.simulate.mint([receipt, stranger.address, 5_500_000n, spark], { account: fiatMinter }),
      /FiatMinterReceiptUsed/,
    )
  })

  it('leaves an existing ERC-6551 registry alone when it is deployed a second time', async () => {
    const { contracts } = await deployNetwork(net.target, net.parameters)
    assert.notEqual(contracts.renderLedger, net.contracts.renderLedger)
    assert.equal(contracts.erc6551Registry, ERC6551_REGISTRY)
  })
})
