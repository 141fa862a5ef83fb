import { renderLedgerAbi } from '@supernet/sdk/abi'
import { settleTickets } from '@supernet/sdk/actions'
import { createSupernet, type JobUpdate, memoryStore } from '@supernet/sdk/client'
import { codes, type ErrorCode } from '@supernet/sdk/errors'
import { relayerClient } from '@supernet/sdk/http'
import { decodePng } from '@supernet/sdk/node'
import { base64ToBytes, bytesToBase64, encodeTicketBatch } from '@supernet/sdk/protocol'
import type { OfferedModel, Receipt, SealedBody, SignedReceipt } from '@supernet/sdk/schema'
import { createWalletClient, http, parseEventLogs } from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { until } from '../../deploy/local/until.ts'
import { operatorKey } from '../../deploy/local/workers.ts'
import { type Balances, readBalances } from '../helpers/balances.ts'
import { chainNow } from '../helpers/chainTime.ts'
import { craftJob, tabOver } from '../helpers/craftedJob.ts'
import { jobIn, jobWhere } from '../helpers/jobViews.ts'
import { offeredModel, smallOrder } from '../helpers/offeredModel.ts'
import { refusalOf, sayingWhatToDo } from '../helpers/refusal.ts'
import { type ScriptedWorkerOptions, startScriptedWorker } from '../helpers/scriptedWorker.ts'
import { openTestSession, type TestSession } from '../helpers/sessions.ts'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'

/** A network with one honest worker and one whose key the tests hold. Its jobs are never settled unless a test says so. */
let net: TestNetwork
let session: TestSession
let model: OfferedModel
let now = 0
let seq = 0
const random32 = `0x${'ab'.repeat(32)}` as const

beforeAll(async () => {
  net = await startTestNetwork({ workers: 1 })
  session = await openTestSession(net)
  model = await offeredModel(net)
})
afterAll(() => net?.end())
beforeEach(async () => {
  now = await chainNow(net.urls.rpc)
})

const honest = () => net.keys.account(operatorKey(0))
const other = () => net.keys.account(operatorKey(1))
const relayer = () => relayerClient(net.network.relayerUrl)
const balances = () => readBalances(net, [session.key.address], [honest().address, other().address])
const workerId = async () => {
  const { workers } = await relayer().getWorkers()
  return workers.find(({ operator }) => operator === other().address)?.workerId ?? random32
}

async function misbehaving(options: Partial<ScriptedWorkerOptions>) {
  const { network } = net
  const worker = await startScriptedWorker({
    network,
    operator: other(),
    workerId: await workerId(),
    model,
    now: () => now,
    ...options,
  })
  return worker
}

const craft = (crafting: Partial<Parameters<typeof craftJob>[0]> = {}) =>
  craftJob({
    network: net.network,
    key: session.key,
    order: smallOrder(net.modelId),
    seq: seq++,
    ...crafting,
  })

async function place(crafting: Partial<Parameters<typeof craftJob>[0]> = {}) {
  const job = await craft(crafting)
  await relayer().postTicket({ body: job.posted })
  return job
}

describe('costs nobody money', () => {
  let before: Balances
  beforeEach(async () => {
    before = await balances()
  })
  afterEach(async () => {
    expect(await balances()).toEqual(before)
  })

  const flip = (sealed: SealedBody): SealedBody => {
    const bytes = base64ToBytes(sealed.ciphertext)
    bytes[0] = (bytes[0] ?? 0) ^ 1
    return { ...sealed, ciphertext: bytesToBase64(bytes) }
  }

  test.each([
    ['does not open', { spoil: flip }, 'seal-unopenable'],
    [
      'is sealed for a key that the worker never had',
      { spoil: (sealed: SealedBody) => ({ ...sealed, keySeq: 0 }) },
      'certificate-superseded',
    ],
    ['asks for what the model does not do', { body: { guidanceScale: 49 } }, 'body-invalid'],
  ])('a sealed body that %s', async (_what, crafting, code) => {
    const { jobId } = await place(crafting)
    const { shares } = await jobIn(net.urls.relayer, jobId, ['needsClient'])
    expect(shares[0]?.code).toBe(code)
    sayingWhatToDo({ message: codes[code as ErrorCode] })
  })

  test('a sealed body that is not what the ticket commits to', async () => {
    const { jobId } = await place({ promise: (ticket) => ({ ...ticket, paramsCommit: random32 }) })
    const { shares } = await jobIn(net.urls.relayer, jobId, ['needsClient'])
    expect(shares[0]?.code).toBe('params-mismatch')
  })

  test.each<[string, Partial<ScriptedWorkerOptions>, ErrorCode]>([
    [
      'that was tampered with',
      {
        sends: ({ receipt, signature }: SignedReceipt) => ({ receipt: { ...receipt, steps: 1 }, signature }),
      },
      'receipt-signature',
    ],
    [
      'over more work than was ordered',
      { states: (receipt: Receipt) => ({ ...receipt, steps: 2_000 }) },
      'receipt-excess',
    ],
    [
      'for other parameters',
      { states: (receipt: Receipt) => ({ ...receipt, paramsCommit: random32 }) },
      'receipt-mismatch',
    ],
    [
      'of another determinism class',
      { states: (receipt: Receipt) => ({ ...receipt, classId: random32 }) },
      'receipt-mismatch',
    ],
    [
      'of another ticket',
      { states: (receipt: Receipt) => ({ ...receipt, ticket: random32 }) },
      'share-unknown',
    ],
  ])('a receipt %s', async (_what, options, code) => {
    const worker = await misbehaving(options)
    await worker.welcomed
    const { jobId } = await place({ exclude: [honest().address] })
    const refusal = await until(() => worker.errors[0], { what: 'The refusal', timeoutMs: 20_000 })
    expect(sayingWhatToDo(refusal)).toMatchObject({ code })
    const job = await relayer().getJob({ params: { jobId } })
    expect(job.shares.map(({ state }) => state)).toEqual(['accepted'])
    worker.stop()
  })

  test.each<[string, () => Partial<ScriptedWorkerOptions>, ErrorCode]>([
    ['signed in for another chain', () => ({ chainId: 1 }), 'unauthorised'],
    ['calls itself another worker', () => ({ workerId: random32 }), 'worker-unknown'],
    ['offers a model that nobody registered', () => ({ model: { ...model, id: 99 } }), 'model-unknown'],
    [
      'has other files than registered',
      () => ({ model: { ...model, classId: random32 } }),
      'model-hash-mismatch',
    ],
    ['signs for another worker', () => ({ operator: net.keys.account('modelOwner') }), 'worker-unknown'],
    ['certifies a key for years', () => ({ keySeconds: 4e7 }), 'certificate-too-long'],
    ['lives in the past', () => ({ now: () => now - 1e6 }), 'certificate-expired'],
  ])('a worker that %s', async (_what, options, code) => {
    const worker = await misbehaving(options())
    expect(await worker.closed).toBe(code)
    expect(sayingWhatToDo(worker.errors[0] ?? { code: '', message: '' })).toMatchObject({ code })
  })

  test('a worker that lies about its pictures: the client signs nothing and lets another one render', async () => {
    const liar = await misbehaving({ states: (receipt) => ({ ...receipt, resultRoot: random32 }) })
    await liar.welcomed
    const own = await openTestSession(net)
    const supernet = createSupernet({
      network: net.network,
      chain: net.chain.reader,
      store: memoryStore(),
      renderKey: own.key,
      decodePng,
    })
    const faults: string[] = []
    const settled: number[] = []
    const body = { prompt: 'a red apple', negativePrompt: '', seed: '1', guidanceScale: 3, previews: false }
    let lied: number | undefined
    const order = smallOrder(net.modelId, { tier: 'fast' })
    // The relayer draws workers by weight, so the honest one may be drawn first.
    for (let draws = 0; faults.length === 0 && draws < 10; draws++) {
      settled.length = 0
      for await (const update of supernet.createJob({ order, body })) note(update)
    }
    function note(update: JobUpdate) {
      if (update.type === 'fault') {
        faults.push(update.error.code)
        lied = update.seq
        sayingWhatToDo({ message: update.error.shortMessage })
      }
      if (update.type === 'settled') settled.push(update.seq)
    }
    supernet.close()
    liar.stop()
    expect(faults).toEqual(['receipt-root'])
    expect(settled).toHaveLength(1)
    expect(settled).not.toContain(lied)
    // What the honest worker earned belongs to this test alone.
    const after = await balances()
    expect(after[`worker ${other().address}`]).toBe(before[`worker ${other().address}`])
    before = after
  })

  test('a tab over other lines than were delivered, or without its signature or ratings', async () => {
    const worker = await misbehaving({})
    await worker.welcomed
    const { jobId } = await place({ exclude: [honest().address] })
    const job = await jobIn(net.urls.relayer, jobId, ['delivered'])
    const tab = await tabOver(net.network, session.key, job)
    const [line] = tab.lines
    if (line === undefined) throw new Error('The job has no line')
    const signedAnew = (amount: bigint) =>
      tabOver(net.network, session.key, {
        ...job,
        shares: job.shares.map((share) => ({ ...share, line: { ...line, amount } })),
      })
    const refused = async (body: typeof tab) => (await refusalOf(relayer().postTab({ body }))).code
    expect(await refused(await signedAnew(line.amount - 1n))).toBe('tab-line')
    expect(await refused(await signedAnew(line.amount + 1n))).toBe('tab-line')
    expect(await refused({ ...tab, lines: [{ ...line, amount: 1n }] })).toBe('tab-signature')
    expect(await refused({ ...tab, ratings: '0x' })).toBe('tab-ratings')
    worker.stop()
  })

  test('a cancel by somebody else', async () => {
    const worker = await misbehaving({ states: (receipt) => ({ ...receipt, steps: 2_000 }) })
    await worker.welcomed
    const { jobId, digest, posted } = await place({ exclude: [honest().address] })
    const cancel = { ticket: digest, share: 0, maxSteps: 0 }
    const cancels = [{ cancel, signature: posted.signed.signature }]
    const refusal = await refusalOf(relayer().postCancel({ params: { jobId }, body: { cancels } }))
    expect(refusal.code).toBe('cancel-signature')
    worker.stop()
  })
})

describe('is paid once', () => {
  test('a ticket that is handed in, tabbed, and claimed again and again', async () => {
    const worker = await misbehaving({})
    await worker.welcomed
    const { jobId, posted } = await place({ exclude: [honest().address] })
    const again = await relayer().postTicket({ body: posted })
    expect(again.shares).toHaveLength(1)

    const job = await jobIn(net.urls.relayer, jobId, ['delivered'])
    const tab = await tabOver(net.network, session.key, job)
    await relayer().postTab({ body: tab })
    await relayer().postTab({ body: tab })
    await jobIn(net.urls.relayer, jobId, ['settled', 'final'])
    const before = await balances()

    const receipt = job.shares[0]?.receipt
    if (receipt === undefined) throw new Error('The share has no receipt')
    const batch = encodeTicketBatch([{ signed: posted.signed, receipts: [receipt] }])
    // Not the relayer's key: its keepers send with it at the same time.
    const account = net.keys.account('council')
    const { logs } = await net.chain.send({
      account,
      address: net.network.contracts.renderLedger,
      abi: renderLedgerAbi,
      functionName: 'settleTickets',
      args: [batch],
    })
    const skipped = parseEventLogs({ abi: renderLedgerAbi, logs, eventName: 'LineSkipped' })
    expect(skipped.map(({ args }) => args.reason)).toEqual([3])
    await jobWhere(net.urls.relayer, jobId, 'still settled', ({ shares }) => shares[0]?.code === undefined)

    const reused = await craft({ seq: posted.signed.ticket.seq, exclude: [honest().address] })
    expect(await refusalOf(relayer().postTicket({ body: reused.posted }))).toMatchObject({
      code: 'number-used',
    })
    expect(await balances()).toEqual(before)
    worker.stop()
  })

  test('not at all on chain with a receipt that was tampered with', async () => {
    const worker = await misbehaving({})
    await worker.welcomed
    const { jobId, posted } = await place({ exclude: [honest().address] })
    const { shares } = await jobIn(net.urls.relayer, jobId, ['delivered'])
    const signed = shares[0]?.receipt
    if (signed === undefined) throw new Error('The share has no receipt')
    const before = await balances()
    const wallet = createWalletClient({
      chain: foundry,
      transport: http(net.urls.rpc),
      account: net.keys.account('council'),
    })
    const forged = { ...signed, receipt: { ...signed.receipt, completedAt: signed.receipt.completedAt + 1 } }
    const batch = encodeTicketBatch([{ signed: posted.signed, receipts: [forged] }])
    const ledger = net.network.contracts.renderLedger
    const refusal = await refusalOf(settleTickets(wallet, { ledger, batch }))
    expect(refusal.code).toBe('RenderLedgerInvalidSignature')
    expect(await balances()).toEqual(before)
    worker.stop()
  })
})
