// Ninety days of the economy on a chain of its own. What it does is in README.md beside this file.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { SOGNI_SUPPLY } from '@supernet/sdk/protocol'
import { seededRandom } from '../../test/helpers/random.ts'
import { classesOf, groupsOf, Holders, ledgerCovers } from './books.ts'
import { buy, fund } from './buyers.ts'
import { drawChart } from './chart.ts'
import { Dao } from './dao.ts'
import { renderDay } from './jobs.ts'
import { Market } from './market.ts'
import { claimRewards, keep, settleCards, stakeAndUnstake } from './people.ts'
import type { DayReport } from './report.ts'
import { Schedule } from './schedule.ts'
import { settleIn } from './setup.ts'
import { buildWorld, type World } from './world.ts'

const DAY = 86_400

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    days: { type: 'string', default: '90' },
    out: { type: 'string', default: 'bench/results' },
  },
})
const seed = Number(values.seed)
const days = Number(values.days)

async function simulate(world: World): Promise<DayReport[]> {
  const schedule = new Schedule(days)
  const market = new Market(world, schedule)
  const dao = new Dao(world, schedule)
  const sogni = new Holders(world, 'sogni')
  const spark = new Holders(world, 'spark')
  const { chain } = world
  const start = await chain.now()
  const reports: DayReport[] = []
  for (let day = 0; day < days; day++) {
    await chain.warp(start + day * DAY)
    world.news.length = 0
    world.refused.clear()
    await market.day(day)
    await keep(world)
    const needs = await buy(world, day)
    await keep(world)
    await fund(world, needs)
    const work = await renderDay(world)
    await settleCards(world, day)
    await claimRewards(world, day)
    await stakeAndUnstake(world)
    await dao.day(day)
    const report = await close(world, { day, market, work, sogni, spark })
    reports.push(report)
    print(report)
  }
  return reports
}

type Evening = {
  day: number
  market: Market
  work: DayReport['work']
  sogni: Holders
  spark: Holders
}

/** The books of an evening. */
async function close(world: World, { day, market, work, sogni, spark }: Evening): Promise<DayReport> {
  const { chain, on, news, refused } = world
  const [tokens, points] = [await sogni.check(), await spark.check()]
  const [held, { assetsUsdE18, requiredUsdE18 }] = await Promise.all([
    chain.read(on.treasury, 'reserves', []),
    chain.read(on.treasury, 'solvency', []),
  ])
  const [governed] = await chain.read(on.price, 'lastPrice', [])
  const books = await chain.read(on.ledger, 'global', [])
  return {
    day,
    time: await chain.now(),
    news: [...news],
    refused: Object.fromEntries(refused),
    prices: { ...market.prices, sogni_governed: Number(governed) / 1e18 },
    treasury: {
      usdc: held.usdc,
      eth: held.eth,
      sogni: held.sogni,
      usdc_usd: held.usdcUsdE18,
      eth_usd: held.ethUsdE18,
      sogni_usd: held.sogniUsdE18,
      pool: books.pool,
    },
    spark: {
      purchased: await chain.read(on.spark, 'classSupply', [0]),
      promotional: await chain.read(on.spark, 'classSupply', [1]),
      minted: spark.minted,
      burned: spark.burned,
      conserved: points.conserved,
    },
    solvency: {
      assets_usd: assetsUsdE18,
      liability_usd: (requiredUsdE18 * 10n) / 11n,
      required_usd: requiredUsdE18,
      margin: requiredUsdE18 === 0n ? null : Number((assetsUsdE18 * 10_000n) / requiredUsdE18) / 10_000,
    },
    fiat_owed_usd: Number(await chain.read(on.cards, 'fiatOwed', [])) / 1e6,
    staked: await chain.read(on.vault, 'totalActive', []),
    groups: await groupsOf(world, sogni),
    holders: classesOf(world, sogni),
    supply: tokens.supply,
    supply_conserved: tokens.conserved && tokens.supply === SOGNI_SUPPLY,
    ledger_covers: await ledgerCovers(world, sogni),
    work,
  }
}

function print({ day, treasury, spark, solvency, prices, work, news, refused }: DayReport): void {
  const usd = (wei: bigint) => (Number(wei) / 1e18).toFixed(0).padStart(7)
  const margin = solvency.margin === null ? '   -  ' : solvency.margin.toFixed(2).padStart(6)
  process.stdout.write(
    `day ${String(day).padStart(2)}  SOGNI $${prices.sogni_governed.toFixed(4)}  treasury $${usd(solvency.assets_usd)} ` +
      `(USDC ${usd(treasury.usdc_usd)} ETH ${usd(treasury.eth_usd)} SOGNI ${usd(treasury.sogni_usd)})  ` +
      `Spark ${usd(spark.purchased)} owes $${usd(solvency.liability_usd)}  margin ${margin}  jobs ${work.jobs}\n`,
  )
  for (const line of news) process.stdout.write(`        ${line}\n`)
  for (const [error, times] of Object.entries(refused))
    process.stdout.write(`        refused ${times}x ${error}\n`)
}

/** Numbers beyond 2^53 are written as strings. */
const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)

async function main(): Promise<void> {
  const began = performance.now()
  const world = await buildWorld(seededRandom(seed))
  try {
    await settleIn(world)
    const reports = await simulate(world)
    const out = resolve(values.out)
    mkdirSync(out, { recursive: true })
    const name = `economy-${days}-days-seed-${seed}`
    const evenings = reports.map((report) => JSON.stringify(report, plain)).join(',\n')
    writeFileSync(join(out, `${name}.json`), `{"seed":${seed},"days":[\n${evenings}\n]}\n`)
    writeFileSync(join(out, `${name}.svg`), drawChart(reports))
    const conserved = reports.every((report) => report.supply_conserved)
    const exact = reports.every((report) => report.spark.conserved && report.ledger_covers)
    const margins = reports.flatMap(({ solvency }) => solvency.margin ?? [])
    const seconds = ((performance.now() - began) / 1_000).toFixed(0)
    process.stdout.write(`${join(out, name)}.{json,svg} in ${seconds} s\n`)
    if (!exact) process.stderr.write('Spark or the ledger do not add up: see the JSON\n')
    process.stdout.write(
      `${JSON.stringify({
        supply_conserved: conserved,
        min_solvency_margin: Math.min(...margins),
        jobs: reports.reduce((sum, { work }) => sum + work.jobs, 0),
        days: reports.length,
      })}\n`,
    )
    process.exitCode = conserved && exact ? 0 : 1
  } finally {
    world.chain.stop()
  }
}

await main()
