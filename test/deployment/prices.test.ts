import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { keccak256, toHex } from 'viem'
import vectors from '../fixtures/pricing.json' with { type: 'json' }
import { type Deployed, deployed } from './deployed.ts'

/** The vectors that the SDK is held to as well. */
describe('prices on chain are those of the vectors', () => {
  let net: Deployed
  before(async () => {
    net = await deployed()
  })

  for (const { ms, tierBps, priceE18, ...want } of vectors.costs)
    it(`${ms} ms at ${tierBps} bps and ${priceE18}`, async () => {
      const model = await register({
        fixedMs: ms,
        minMs: 1,
        stepMicro: 0n,
        maxSteps: 1,
        maxCount: 1,
        points: [{ pixels: 1, bps: 10_000 }],
      })
      await setPrice(BigInt(priceE18))
      const cost = await net.chain.renderPricing.read.unitCost([model, 1, 1, 1, tierBps])
      assert.deepEqual(cost.map(String), [ms, want.unitSpark, want.unitSogni, want.costUsdE18].map(String))
    })

  for (const { priceE18, sparkRate } of vectors.sparkRates)
    it(`a Spark at ${priceE18}`, async () => {
      await setPrice(BigInt(priceE18))
      assert.equal(await net.chain.renderPricing.read.sparkRate(), BigInt(sparkRate))
    })

  it('render times of a table', async () => {
    const { table, images } = vectors.renderTimes
    const model = await register({ ...table, stepMicro: BigInt(table.stepMicro) })
    for (const { steps, width, height, unitMs } of images) {
      const [ms] = await net.chain.renderPricing.read.unitCost([model, steps, width, height, 10_000])
      assert.equal(ms, unitMs, `${steps} steps at ${width} x ${height}`)
    }
  })

  /** In steps that the contract allows. */
  async function setPrice(target: bigint): Promise<void> {
    const setter = net.as(net.users.priceSetter).governedPrice
    for (;;) {
      const [price] = await net.chain.governedPrice.read.lastPrice()
      if (price === target) return
      const step = (price * 1_500n) / 10_000n
      const next = target > price ? min(target, price + step) : max(target, price - step)
      const { timestamp } = await net.reader.getBlock()
      await setter.write.setPrice([next, Number(timestamp) + 86_400])
    }
  }

  type Table = Parameters<Deployed['chain']['modelRegistry']['write']['register']>[0][1]['table']

  async function register(table: Table): Promise<number> {
    const registry = net.as(net.users.curator).modelRegistry
    const id = (await registry.read.registered()) + 1
    const spec = {
      name: `m${id}`,
      contentRoot: keccak256(toHex(id)),
      uri: '',
      classId: keccak256('0x'),
      royaltyBps: 0,
      table,
    }
    await registry.write.register([net.users.stranger.address, spec])
    return id
  }
})

const min = (a: bigint, b: bigint) => (a < b ? a : b)
const max = (a: bigint, b: bigint) => (a > b ? a : b)
