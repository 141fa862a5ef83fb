import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import {
  buySpark,
  buySparkWithPermit,
  canPermit,
  getSparkTerms,
  type WriteClient,
} from '@supernet/sdk/actions'
import { createWalletClient, custom, parseEther, parseUnits } from 'viem'
import { hardhat } from 'viem/chains'
import { type Deployed, deployed } from './deployed.ts'

const DAY = 86_400
const PURCHASED = 0
const SPARK = parseEther('200')

/** The sale of Spark as buyers meet it: what they pay, and the code of what is refused. */
describe('buying Spark', () => {
  let net: Deployed
  let artist: WriteClient
  let sale: { sparkSale: `0x${string}` }

  const refuses = (action: Promise<unknown>, code: string) =>
    assert.rejects(
      action,
      (error: { code?: string }) => error.code === code || assert.equal(error.code, code),
    )
  const order = async () => ({
    ...sale,
    owner: artist.account.address,
    amount: SPARK,
    deadline: (await net.reader.getBlock()).timestamp + 600n,
  })
  const bought = async (action: () => Promise<unknown>) => {
    const held = () => net.chain.sparkPoints.read.classBalanceOf([artist.account.address, PURCHASED])
    const before = await held()
    await action()
    return (await held()) - before
  }

  before(async () => {
    net = await deployed()
    artist = createWalletClient({
      account: net.users.artist,
      chain: hardhat,
      transport: custom(net.connection.provider),
    })
    sale = { sparkSale: net.contracts.sparkSale }
    await net.chain.usdc.write.mint([artist.account.address, parseUnits('10', 6)])
    await net.as(net.users.faucet).sogniToken.write.transfer([artist.account.address, parseEther('100')])
  })

  it('for ether, of which the rest comes back', async () => {
    const { cost, priceE18 } = await getSparkTerms(net.reader, { ...sale, currency: 'eth', amount: SPARK })
    assert.equal(priceE18, parseEther('3000'))
    const before = await net.reader.getBalance({ address: net.contracts.treasury })
    const got = await bought(async () =>
      buySpark(artist, { ...(await order()), currency: 'eth', maxIn: cost * 2n }),
    )
    assert.equal(got, SPARK)
    assert.equal((await net.reader.getBalance({ address: net.contracts.treasury })) - before, cost)
  })

  for (const currency of ['usdc', 'sogni'] as const)
    it(`for ${currency} with a signature in place of an allowance`, async () => {
      const token = currency === 'usdc' ? net.contracts.usdc : net.contracts.sogniToken
      assert.equal(await canPermit(net.reader, artist.account.address), true)
      assert.equal(await canPermit(net.reader, net.contracts.timelock), false)
      const { cost: maxIn, discountBps } = await getSparkTerms(net.reader, {
        ...sale,
        currency,
        amount: SPARK,
      })
      assert.ok(discountBps >= 0 && discountBps <= 500)
      await refuses(
        order().then((terms) => buySpark(artist, { ...terms, currency, maxIn })),
        'ERC20InsufficientAllowance',
      )
      const got = await bought(async () =>
        buySparkWithPermit(artist, { ...(await order()), currency, token, maxIn: maxIn + 1n }),
      )
      assert.equal(got, SPARK)
    })

  it('says why not', async () => {
    const terms = { ...(await order()), currency: 'eth' } as const
    await refuses(buySpark(artist, { ...terms, maxIn: 1n }), 'SparkSaleTooExpensive')
    await refuses(buySpark(artist, { ...terms, maxIn: 10n ** 16n, deadline: 1n }), 'SparkSaleExpired')
    await refuses(buySpark(artist, { ...terms, amount: 0n, maxIn: 1n }), 'SparkSaleZeroAmount')
    await net.as(net.users.pauser).pauseDesk.write.pause([net.contracts.sparkSale])
    await refuses(buySpark(artist, { ...terms, maxIn: 10n ** 16n }), 'EnforcedPause')
    await net.connection.networkHelpers.time.increase(8 * DAY)
    const sogni = getSparkTerms(net.reader, { ...sale, currency: 'sogni', amount: SPARK })
    await refuses(sogni, 'GovernedPriceExpired')
  })
})
