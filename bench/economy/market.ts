import { encodeFunctionData, parseUnits } from 'viem'
import type { Schedule } from './schedule.ts'
import type { World } from './world.ts'

const HOUR = 3_600
const WEEK = 7 * 86_400
/** Largest step of the governed price, a little under the contract's, in parts. */
const STEP = 0.149

export type Prices = { sogni: number; eth: number; usdc: number }

const e18 = (price: number) => parseUnits(price.toFixed(12), 18)
const e8 = (price: number) => parseUnits(price.toFixed(8), 8)

/** What things cost out there: random walks, and the shocks of the schedule. */
export class Market {
  readonly prices: Prices = { sogni: 0.05, eth: 3_000, usdc: 1 }
  readonly #world: World
  readonly #schedule: Schedule

  constructor(world: World, schedule: Schedule) {
    this.#world = world
    this.#schedule = schedule
  }

  /** A day passes outside, and the feeds and the price setter tell the chain of it. */
  async day(day: number): Promise<void> {
    const { random, news } = this.#world
    const walk = (price: number, daily: number) =>
      price * Math.exp(daily * (random.next() + random.next() - 1))
    this.prices.sogni = walk(this.prices.sogni, 0.06)
    this.prices.eth = walk(this.prices.eth, 0.05)
    this.prices.usdc = 1
    let dead = false
    for (const shock of this.#schedule.due(day)) {
      if (shock.kind === 'sogni' || shock.kind === 'eth') this.prices[shock.kind] *= shock.factor
      if (shock.kind === 'usdc') this.prices.usdc = shock.factor
      if (shock.kind === 'dead') dead = true
      if (shock.first) news.push(shock.what)
    }
    await this.#feed(dead)
    await this.#govern()
  }

  async #feed(dead: boolean): Promise<void> {
    const { chain, feeds, cast } = this.#world
    await chain.send(cast.deployer.address, feeds.usdc, 'set', [e8(this.prices.usdc), 0n, 0n])
    // A dead feed goes on answering with its last price and the time of it.
    const updatedAt = dead ? BigInt((await chain.now()) - 6 * HOUR) : 0n
    await chain.send(cast.deployer.address, feeds.eth, 'set', [e8(this.prices.eth), 0n, updatedAt])
  }

  /** The price setter follows, as far as a step goes, with the hour's delay that its role has. */
  async #govern(): Promise<void> {
    const { chain, on, cast } = this.#world
    const setter = cast.offices.priceSetter.address
    const [last] = await chain.read(on.price, 'lastPrice', [])
    const old = Number(last) / 1e18
    const price = Math.min(Math.max(this.prices.sogni, old * (1 - STEP)), old * (1 + STEP))
    const time = await chain.now()
    const data = encodeFunctionData({
      abi: on.price.abi,
      functionName: 'setPrice',
      args: [e18(price), time + WEEK - HOUR],
    })
    await chain.send(setter, on.access, 'schedule', [on.price.address, data, 0])
    await chain.warp(time + HOUR + 60)
    await chain.send(setter, on.access, 'execute', [on.price.address, data])
  }
}
