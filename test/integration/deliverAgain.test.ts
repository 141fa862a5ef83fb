import { createSupernet, memoryStore, type RedeliveryUpdate } from '@supernet/sdk/client'
import { relayerClient } from '@supernet/sdk/http'
import { decodePng } from '@supernet/sdk/node'
import { ledgerDomain, signRedeliver } from '@supernet/sdk/protocol'
import { createPublicClient, http } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../../deploy/local/until.ts'
import { smallOrder } from '../helpers/offeredModel.ts'
import { refusalOf } from '../helpers/refusal.ts'
import { openTestSession } from '../helpers/sessions.ts'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'

let net: TestNetwork
beforeAll(async () => {
  net = await startTestNetwork({ workers: 1 })
})
afterAll(() => net?.end())

test('pictures that a device lost come back, over the death of worker and relayer', async () => {
  const session = await openTestSession(net)
  const store = memoryStore()
  const lost = new Set<number>()
  const client = () =>
    createSupernet({
      network: net.network,
      chain: createPublicClient({ transport: http(net.urls.rpc) }),
      store: {
        ...store,
        getImage: async (jobId, image) => (lost.has(image) ? undefined : store.getImage(jobId, image)),
        putImage: async (jobId, image, png) => {
          lost.delete(image)
          await store.putImage(jobId, image, png)
        },
      },
      renderKey: session.key,
      decodePng,
    })
  const supernet = client()
  const pictures = new Map<number, Uint8Array>()
  const body = { prompt: 'a red apple', negativePrompt: '', seed: '7', guidanceScale: 3, previews: false }
  let jobId: `0x${string}` = '0x'
  const order = smallOrder(net.modelId, { count: 2 })
  for await (const update of supernet.createJob({ order, body })) {
    if (update.type === 'price') jobId = update.jobId
    if (update.type === 'image') pictures.set(update.image, update.png)
  }
  expect(pictures.size).toBe(2)

  // A stranger learns nothing, and the worker is not asked.
  const [share] = (await store.getJob(jobId))?.shares ?? []
  const redeliver = { ticket: share?.ticket ?? '0x', share: 0, at: Math.floor(Date.now() / 1_000) }
  const domain = ledgerDomain(net.network.chainId, net.network.contracts.renderLedger)
  const signature = await signRedeliver(privateKeyToAccount(generatePrivateKey()), domain, redeliver)
  const relayer = relayerClient(net.urls.relayer)
  const asked = relayer.postRedelivery({ params: { jobId }, body: { redeliver, signature } })
  expect(await refusalOf(asked)).toMatchObject({ code: 'redelivery-signature' })

  // The worker is down when it is asked, the relayer dies with the request in its database.
  await net.processes.get('worker1')?.stop()
  lost.add(0).add(1)
  const updates: RedeliveryUpdate[] = []
  const coming = (async () => {
    for await (const update of supernet.redeliver(jobId)) updates.push(update)
  })()
  await until(async () => updates.length > 0, { what: 'The request', timeoutMs: 20_000, everyMs: 50 })
  expect(updates).toMatchObject([{ type: 'asked', seq: 0 }])
  net.kill('relayer')
  await net.processes.get('worker1')?.start()
  await coming
  expect(updates.map(({ type }) => type)).toEqual(['asked', 'image', 'image'])
  for (const [image, png] of pictures) expect(await store.getImage(jobId, image)).toEqual(png)
  supernet.close()
})
