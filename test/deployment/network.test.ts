import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { governedPriceAbi } from '@supernet/sdk/abi'
import { type Address, parseAbi, parseEther } from 'viem'
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
    proxies.push(workerLicense, workerRegistry, modelRegistry, treasury)
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
    const { parameters, chain } = net
    const [price, validUntil] = await chain.governedPrice.read.lastPrice()
    assert.equal(price, parameters.price.usd)
    assert.ok(validUntil > 0)
    for (const { minter, capacity, windowSeconds } of parameters.mintLimits)
      assert.deepEqual(await chain.sparkPoints.read.mintLimit([minter as `0x${string}`, PURCHASED]), [
        capacity,
        windowSeconds,
      ])
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

  it('leaves an existing ERC-6551 registry alone when it is deployed a second time', async () => {
    const { contracts } = await deployNetwork(net.target, net.parameters)
    assert.notEqual(contracts.renderLedger, net.contracts.renderLedger)
    assert.equal(contracts.erc6551Registry, ERC6551_REGISTRY)
  })
})
