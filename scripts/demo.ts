/**
 * `npm run demo`: the main job without a browser. Brings the network up on free ports in a temporary folder, renders four
 * images, waits for their settlement, checks the books, and ends with one line of JSON.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formatUnits } from 'viem'
import { type LocalNetwork, startNetwork } from '../deploy/local/network.ts'
import { ROOT } from '../deploy/local/paths.ts'
import { burnSpent, faultsOf, readBooks, sogniOf, sparkOf } from './demo/books.ts'
import { welcomeCustomer } from './demo/customer.ts'
import { type Picture, renderJob } from './demo/renderJob.ts'

const OUTPUT = join('test-output', 'demo')
const SPARK_IN_SESSION = 5_000_000n
const JOB_MS = 180_000

const controller = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => controller.abort(new Error('stopped')))

const began = performance.now()
const say = (line: string) =>
  console.error(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`)
const round = (seconds: number) => Math.round(seconds * 1000) / 1000

function savePictures(pictures: readonly Picture[]) {
  mkdirSync(join(ROOT, OUTPUT), { recursive: true })
  return pictures
    .toSorted((a, b) => a.image - b.image)
    .map(({ image, png }) => {
      const file = join(OUTPUT, `${image + 1}.png`)
      writeFileSync(join(ROOT, file), png)
      return { file, sha256: createHash('sha256').update(png).digest('hex') }
    })
}

async function demo({ network, chain, keys, modelId }: LocalNetwork, folder: string) {
  const up = (performance.now() - began) / 1000
  say('The network is up. A new customer buys Spark and opens a session ...')
  const customer = await welcomeCustomer(network, SPARK_IN_SESSION)
  const funded = (performance.now() - began) / 1000
  say('Four images of "a red apple":')
  const { quote, pictures, receipts, settled, phases } = await renderJob({
    network,
    customer,
    folder: join(folder, 'client'),
    order: { model: modelId, width: 128, height: 128, steps: 8, count: 4, tier: 'fast', currency: 'spark' },
    body: { prompt: 'a red apple', negativePrompt: '', seed: '42', guidanceScale: 3, previews: true },
    signal: AbortSignal.any([controller.signal, AbortSignal.timeout(JOB_MS)]),
    say,
  })
  const books = await readBooks(chain, network, customer.renderKey.address, settled)
  const burned = await burnSpent(chain, network, keys)
  const faults = faultsOf(books, settled)
  if (pictures.length !== 4) faults.push(`${pictures.length} of 4 images arrived`)
  if (receipts === 0) faults.push('no receipt was verified')
  if (burned !== books.debitSpark)
    faults.push(`${burned} Spark units were burned, ${books.debitSpark} were spent`)
  const report = {
    images: savePictures(pictures),
    price: {
      spark: sparkOf(quote.price.totalSpark),
      sogni: sogniOf(quote.price.totalSogni ?? 0n),
      usd: Number(formatUnits(quote.price.totalUsdE18, 18)),
    },
    receipts_verified: receipts,
    debit_spark: sparkOf(books.debitSpark),
    burned_spark: sparkOf(burned),
    sogni_per_spark: sogniOf(books.sparkRate),
    worker_sogni: sogniOf(books.workerSogni),
    royalty_sogni: sogniOf(books.royaltySogni),
    treasury_sogni: sogniOf(books.treasurySogni),
    settle_tx: settled[0]?.tx,
    gas: Number(books.gas),
    phases_s: Object.fromEntries(
      Object.entries({ start: up, fund: funded - up, ...phases }).map(([phase, seconds]) => [
        phase,
        round(seconds),
      ]),
    ),
  }
  return { report, faults }
}

const folder = mkdtempSync(join(tmpdir(), 'supernet-demo-'))
let network: LocalNetwork | undefined
try {
  say('Starting a network of its own in a temporary folder ...')
  network = await startNetwork({
    dataDir: join(folder, 'data'),
    ports: 'auto',
    signal: controller.signal,
    log: say,
  })
  const { report, faults } = await demo(network, folder)
  await network.stop()
  for (const fault of faults) say(`WRONG: ${fault}`)
  console.log(JSON.stringify(report))
  process.exitCode = faults.length === 0 ? 0 : 1
  if (faults.length === 0) rmSync(folder, { recursive: true, force: true })
} catch (error) {
  await network?.stop()
  say(
    `The demo failed: ${error instanceof Error ? error.message : error}. What it left, logs included: ${folder}`,
  )
  process.exitCode = 1
}
