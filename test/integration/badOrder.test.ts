import { createSupernet, memoryStore } from '@supernet/sdk/client'
import { relayerClient } from '@supernet/sdk/http'
import { decodePng } from '@supernet/sdk/node'
import type { Reservation } from '@supernet/sdk/schema'
import { zeroAddress } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { operatorKey } from '../../deploy/local/workers.ts'
import { type Balances, readBalances } from '../helpers/balances.ts'
import { craftJob } from '../helpers/craftedJob.ts'
import { smallOrder } from '../helpers/offeredModel.ts'
import { refusalOf, sayingWhatToDo } from '../helpers/refusal.ts'
import { openTestSession, type TestSession } from '../helpers/sessions.ts'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'

/** What a client may send wrong. Every refusal has its code and says what to do, and nobody's balance moves. */
let net: TestNetwork
let session: TestSession
let poor: TestSession
let before: Balances
/** One for all: every reservation keeps a place at the worker for ten seconds. */
let reservation: Reservation

const balances = () =>
  readBalances(net, [session.key.address, poor.key.address], [net.keys.account(operatorKey(0)).address])

beforeAll(async () => {
  net = await startTestNetwork({ workers: 1 })
  session = await openTestSession(net)
  poor = await openTestSession(net, { deposit: 1n })
  const jobId = `0x${'7'.repeat(64)}` as const
  const body = { jobId, session: session.key.address, order: order() }
  reservation = await relayer().postReservation({ body })
})
afterAll(() => net?.end())
beforeEach(async () => {
  before = await balances()
})
afterEach(async () => {
  expect(await balances()).toEqual(before)
})

const relayer = () => relayerClient(net.network.relayerUrl)
const order = (changes = {}) => smallOrder(net.modelId, changes)
const craft = (crafting: Partial<Parameters<typeof craftJob>[0]> = {}) =>
  craftJob({ network: net.network, key: session.key, order: order(), seq: 0, ...crafting })
const post = async (crafting: Partial<Parameters<typeof craftJob>[0]> = {}) =>
  relayer().postTicket({ body: (await craft({ reservation, ...crafting })).posted })

async function postText(path: string, text: string) {
  const response = await fetch(new URL(path, net.network.relayerUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: text,
  })
  const { error } = (await response.json()) as { error: { code: string; message: string; requestId: string } }
  expect(error.requestId).not.toBe('')
  return { status: response.status, ...sayingWhatToDo(error) }
}

test.each([
  ['not JSON', '/v1/quotes', '{"order":', 400, 'request-malformed'],
  ['JSON of another shape', '/v1/quotes', '{"order":{"model":"one"}}', 400, 'request-malformed'],
  ['a number out of range', '/v1/quotes', '{"order":{"model":1,"steps":1e9}}', 400, 'request-malformed'],
  [
    'a body above the limit',
    '/v1/jobs',
    JSON.stringify({ pad: 'x'.repeat(6 << 20) }),
    413,
    'request-too-large',
  ],
  ['a path that nobody serves', '/v1/nothing', '{}', 404, 'not-found'],
])('refuses %s', async (_what, path, text, status, code) => {
  expect(await postText(path, text)).toMatchObject({ status, code })
})

test.each([
  ['model', { model: 4_000 }, 'model-unknown'],
  ['size', { width: 512, height: 512 }, 'size-not-offered'],
  ['number of steps', { steps: 60_000 }, 'steps-not-offered'],
])('refuses an order with an unknown %s', async (_what, changes, code) => {
  expect(await refusalOf(relayer().postQuote({ body: { order: order(changes) } }))).toMatchObject({ code })
})

test('refuses to hold workers for a session that is missing, empty, or of another currency', async () => {
  const stranger = privateKeyToAccount(generatePrivateKey())
  expect(await refusalOf(craft({ key: stranger }))).toMatchObject({ code: 'session-missing' })
  expect(await refusalOf(craft({ key: poor.key }))).toMatchObject({ code: 'session-poor' })
  expect(await refusalOf(craft({ order: order({ currency: 'sogni' }) }))).toMatchObject({
    code: 'session-currency',
  })
})

test('a client whose node is on another chain finds that out before it promises anything', async () => {
  const contracts = { ...net.network.contracts, renderPricing: session.owner.address }
  const supernet = createSupernet({
    network: { ...net.network, contracts },
    chain: net.chain.reader,
    store: memoryStore(),
    renderKey: session.key,
    decodePng,
  })
  const body = { prompt: 'a red apple', negativePrompt: '', seed: '1', guidanceScale: 3, previews: false }
  const refusal = await refusalOf(supernet.createJob({ order: order(), body }).next())
  expect(refusal.code).toBe('wrong-chain')
  supernet.close()
})

test('refuses a ticket signed for another chain, or by another key', async () => {
  expect(await refusalOf(post({ chainId: 1 }))).toMatchObject({ code: 'ticket-signature' })
  const { posted } = await craft({ reservation })
  const forged = { ...posted, signed: { ...posted.signed, session: poor.key.address } }
  expect(await refusalOf(relayer().postTicket({ body: forged }))).toMatchObject({ code: 'ticket-signature' })
})

test.each([
  ['that is past its time', { deliverBy: 1_700_000_000, redeemBy: 1_700_007_200 }, 'ticket-expired'],
  ['that would bind the session for days', { redeemBy: 4_000_000_000 }, 'ticket-terms'],
  ['whose end is before its deadline', { redeemBy: 1_700_000_000 }, 'ticket-terms'],
  ['that promises less than the order costs', { unitPrice: 1n }, 'price-too-low'],
  ['with another length of work', { unitMs: 1 }, 'ticket-mismatch'],
  ['for another number of steps', { stepsPerImage: 1 }, 'ticket-mismatch'],
  ['outside the window of the session', { seq: 136 }, 'number-used'],
])('refuses a ticket %s', async (_what, changes, code) => {
  const refusal = await refusalOf(post({ promise: (ticket) => ({ ...ticket, ...changes }) }))
  expect(refusal).toMatchObject({ code })
})

test('refuses a ticket for a worker that was not offered', async () => {
  const shares = [{ operator: zeroAddress, images: 1 }]
  const refusal = await refusalOf(post({ promise: (ticket) => ({ ...ticket, shares }) }))
  expect(refusal).toMatchObject({ code: 'reservation-expired' })
})

test('refuses what it does not know: jobs, pictures, shares', async () => {
  const jobId = `0x${'5'.repeat(64)}` as const
  expect(await refusalOf(relayer().getJob({ params: { jobId } }))).toMatchObject({ code: 'job-unknown' })
  expect(await refusalOf(relayer().getBlob(jobId))).toMatchObject({ code: 'blob-missing' })
  const tab = {
    session: session.key.address,
    lines: [],
    ratings: '0x' as const,
    signature: `0x${'1'.repeat(130)}` as const,
  }
  expect(await refusalOf(relayer().postTab({ body: tab }))).toMatchObject({ code: 'request-malformed' })
})

test('refuses a picture from somebody who is no worker', async () => {
  const url = new URL(`/v1/blobs/0x${'5'.repeat(64)}`, net.network.relayerUrl)
  const response = await fetch(url, {
    method: 'PUT',
    body: 'bytes',
    headers: { authorization: 'Bearer nothing' },
  })
  const { error } = (await response.json()) as { error: { code: string; message: string } }
  expect(sayingWhatToDo(error)).toMatchObject({ code: 'unauthorised' })
})
