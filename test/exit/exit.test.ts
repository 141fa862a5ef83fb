import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderLedgerAbi, sogniTokenAbi, sparkPointsAbi, workerRegistryAbi } from '@supernet/sdk/abi'
import { createSupernet, memoryStore } from '@supernet/sdk/client'
import { decodePng } from '@supernet/sdk/node'
import type { Address } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { operatorKey } from '../../deploy/local/workers.ts'
import { warp } from '../helpers/chainTime.ts'
import { smallOrder } from '../helpers/offeredModel.ts'
import { openTestSession, type TestSession } from '../helpers/sessions.ts'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'
import { documented } from './command.ts'

const HOUR = 3_600
const PICTURES = 3
const SOGNI_UNIT = 10n ** 9n
const SPARK_UNIT = 10n ** 12n

/** Work was delivered and nothing settled when the relayer stopped for good. What follows needs the chain alone. */
let net: TestNetwork
let session: TestSession
let keys: (name: string) => string

beforeAll(async () => {
  net = await startTestNetwork({ workers: 1, relayerEnv: { SETTLE_MAX_WAIT_MS: String(HOUR * 1_000) } })
  session = await openTestSession(net)
  keys = (name) => join(net.dataDir, 'keys', `${name}.key`)
  writeFileSync(keys('user'), session.ownerSecret)
  await renderUnsettled()
  await net.processes.get('relayer')?.stop()
  await net.processes.get('worker1')?.stop()
})
afterAll(() => net?.end())

async function renderUnsettled(): Promise<void> {
  const supernet = createSupernet({
    network: net.network,
    chain: net.chain.reader,
    store: memoryStore(),
    renderKey: session.key,
    decodePng,
  })
  const body = { prompt: 'a red apple', negativePrompt: '', seed: '1', guidanceScale: 3, previews: false }
  const order = smallOrder(net.modelId, { count: PICTURES, tier: 'fast' })
  let receipts = 0
  for await (const update of supernet.createJob({ order, body })) {
    if (update.type === 'receipt') receipts += update.signed.receipt.images
    if (receipts === PICTURES) break
  }
  supernet.close()
}

const ledger = () => ({ address: net.network.contracts.renderLedger, abi: renderLedgerAbi }) as const
const sogniOf = (account: Address) =>
  net.chain.reader.readContract({
    address: net.network.contracts.sogniToken,
    abi: sogniTokenAbi,
    functionName: 'balanceOf',
    args: [account],
  })
const sparkOf = (account: Address) =>
  net.chain.reader.readContract({
    address: net.network.contracts.sparkPoints,
    abi: sparkPointsAbi,
    functionName: 'balanceOf',
    args: [account],
  })

test('a worker settles by the ticket lane and collects what it earned', async () => {
  const page = 'exit-as-a-worker.md'
  const operator = net.keys.account(operatorKey(0)).address
  const files = { network: net.networkFile, operator: keys(operatorKey(0)), payer: keys('worker1Owner') }
  const settle = { ...files, data: join(net.dataDir, 'worker1') }
  const [settled] = await documented(page, 'worker:settle', settle)
  expect(settled).toMatchObject({ shares: 1, settled: 1, skipped: 0 })
  const earned = BigInt(String(settled?.earned))
  expect(earned).toBeGreaterThan(0n)
  const [again] = await documented(page, 'worker:settle', settle)
  expect(again).toMatchObject({ shares: 0, settled: 0 })

  const payout = await net.chain.reader.readContract({
    address: net.network.contracts.workerRegistry,
    abi: workerRegistryAbi,
    functionName: 'payoutOf',
    args: [operator],
  })
  const before = await sogniOf(payout)
  const [asked] = await documented(page, 'worker:claim', files)
  expect(asked).toMatchObject({ collected: null, requested: String(earned) })
  const [early] = await documented(page, 'worker:claim', files)
  expect(early).toMatchObject({ collected: null, requested: '0' })
  await warp(net.urls.rpc, 72 * HOUR + 60)
  const [collected] = await documented(page, 'worker:claim', files)
  expect(collected?.collected).toMatch(/^0x/)
  expect((await sogniOf(payout)) - before).toBe(earned * SOGNI_UNIT)
})

test('a user closes the session and gets the rest back', async () => {
  const page = 'exit-as-a-user.md'
  const options = { network: net.networkFile, owner: keys('user') }
  const [closing] = await documented(page, 'session:exit', options)
  expect(closing).toMatchObject({ session: session.key.address, done: 'closing' })
  const [waiting] = await documented(page, 'session:exit', options)
  expect(waiting).toMatchObject({ done: 'nothing', state: 'closing' })
  await warp(net.urls.rpc, 48 * HOUR + 60)

  const { balance } = await net.chain.reader.readContract({
    ...ledger(),
    functionName: 'session',
    args: [session.key.address],
  })
  expect(balance).toBeLessThan(session.deposit)
  const before = await sparkOf(session.owner.address)
  const [withdrawn] = await documented(page, 'session:exit', options)
  expect(withdrawn).toMatchObject({ done: 'withdrawn' })
  expect((await sparkOf(session.owner.address)) - before).toBe(balance * SPARK_UNIT)
})

test('a model owner claims the royalty and spends it from the token-bound account', async () => {
  const { royalty } = await net.chain.reader.readContract({
    ...ledger(),
    functionName: 'model',
    args: [net.modelId],
  })
  expect(royalty).toBeGreaterThan(0n)
  const shop = session.owner.address
  const [spent] = await documented('exit-as-a-model-owner.md', 'model:claim', {
    network: net.networkFile,
    model: String(net.modelId),
    owner: keys('modelOwner'),
    to: shop,
  })
  expect(spent?.claim_tx).toMatch(/^0x/)
  expect(spent?.send_tx).toMatch(/^0x/)
  expect(await sogniOf(shop)).toBe(royalty * SOGNI_UNIT)
  expect(await sogniOf(spent?.account as Address)).toBe(0n)
})
