import { randomBytes } from 'node:crypto'
import { createSupernet, memoryStore } from '@supernet/sdk/client'
import { relayerClient } from '@supernet/sdk/http'
import { decodePng } from '@supernet/sdk/node'
import { generateDailyKeyPair } from '@supernet/sdk/protocol'
import type { Hex } from 'viem'
import { afterEach, expect, test } from 'vitest'
import { operatorKey } from '../../deploy/local/workers.ts'
import { chainClock } from '../helpers/chainTime.ts'
import { offeredModel, smallOrder } from '../helpers/offeredModel.ts'
import { startScriptedWorker } from '../helpers/scriptedWorker.ts'
import { openTestSession } from '../helpers/sessions.ts'
import { tracesOf } from './encodings.ts'
import { searchRelayer, startWatchedNetwork, type WatchedNetwork } from './relayerTraces.ts'
import type { Find } from './search.ts'
import { tracesOfJob } from './secrets.ts'

let net: WatchedNetwork | undefined
afterEach(async () => {
  await net?.end()
  net = undefined
})

/** A prompt that nobody has ever written. */
const markerPrompt = () => `a red apple marked ${randomBytes(12).toString('hex')} in the secret garden`

/** Renders an order as any client would, and returns what was secret about it. */
async function renderSecret(network: WatchedNetwork, prompt: string, count: number) {
  const { key } = await openTestSession(network)
  const supernet = createSupernet({
    network: network.network,
    chain: network.chain.reader,
    store: memoryStore(),
    renderKey: key,
    decodePng,
  })
  const body = { prompt, negativePrompt: `not ${prompt}`, seed: '5', guidanceScale: 3, previews: true }
  const pictures: Uint8Array[] = []
  let jobId: Hex | undefined
  for await (const update of supernet.createJob({
    order: smallOrder(network.modelId, { count, steps: 8 }),
    body,
  })) {
    if (update.type === 'price') jobId = update.jobId
    if (update.type === 'image' || update.type === 'preview') pictures.push(update.png)
  }
  supernet.close()
  if (jobId === undefined) throw new Error('No job was made')
  return { jobId, pictures }
}

test('the relayer keeps no trace of a prompt or of its pictures, anywhere', async () => {
  net = await startWatchedNetwork(2)
  const prompt = markerPrompt()
  const { jobId, pictures } = await renderSecret(net, prompt, 4)
  expect(pictures.length).toBeGreaterThan(4)

  // What a relayer must know is searched along: it shows that the search finds things.
  const known = [
    ...tracesOf('job', Buffer.from(jobId.slice(2)), true),
    ...tracesOf('ledger', Buffer.from(net.network.contracts.renderLedger), true),
  ]
  const places = await searchRelayer(net, [...known, ...tracesOfJob(prompt, pictures)])
  const isKnown = ({ trace }: Find) => known.some(({ name }) => name === trace)
  for (const finds of Object.values(places)) expect(finds?.filter((find) => !isKnown(find)) ?? []).toEqual([])

  const names = (finds: readonly Find[] = []) => finds.map(({ trace }) => trace)
  expect(names(places.database)).toContain('job as it is')
  expect(names(places.logs)).toContain('job as it is')
  expect(names(places.heap)).toContain('ledger as it is')
  if (places.memory) expect(names(places.memory)).toContain('ledger as it is')
})

test('the same search catches a relayer that leaks', async () => {
  const daily = await generateDailyKeyPair()
  const preload = [`--import=${import.meta.dirname}/leak.ts`]
  net = await startWatchedNetwork(0, { LEAK_KEY: daily.privateKey }, preload)
  const { workers } = await relayerClient(net.urls.relayer).getWorkers()
  const operator = net.keys.account(operatorKey(0))
  const worker = await startScriptedWorker({
    network: net.network,
    operator,
    workerId: workers.find((each) => each.operator === operator.address)?.workerId ?? '0x',
    model: await offeredModel(net),
    now: await chainClock(net.urls.rpc),
    daily,
  })
  await worker.welcomed
  const prompt = markerPrompt()
  const { pictures } = await renderSecret(net, prompt, 1)
  worker.stop()

  const found = await searchRelayer(net, tracesOfJob(prompt, pictures))
  expect(found.database.map(({ trace }) => trace)).toContain('prompt as it is')
  expect(found.files.map(({ trace }) => trace)).toContain('prompt as hex in UTF-16')
  expect(found.logs.map(({ trace }) => trace).join()).toMatch(/prompt as base64 at offset \d/)
  expect(found.heap.map(({ trace }) => trace).join()).toMatch(/prompt as/)
  if (found.memory) {
    const traces = found.memory.map(({ trace }) => trace)
    expect(traces).toContain('prompt as it is')
    expect(traces.join()).toMatch(/picture 0, PNG file at 0.5, as it is/)
  }
})
