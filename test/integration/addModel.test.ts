import { execFile } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { relayerClient } from '@supernet/sdk/http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MODELS_DIR } from '../../deploy/local/model.ts'
import { ROOT } from '../../deploy/local/paths.ts'
import { until } from '../../deploy/local/until.ts'
import { operatorKey, workerName } from '../../deploy/local/workers.ts'
import { writeVariant } from '../../worker/src/testing/models.ts'
import { craftJob } from '../helpers/craftedJob.ts'
import { jobIn } from '../helpers/jobViews.ts'
import { smallOrder } from '../helpers/offeredModel.ts'
import { openTestSession } from '../helpers/sessions.ts'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'

const run = promisify(execFile)

/** A network whose one worker looks for models in a folder of the test. */
let net: TestNetwork
let folder: string
let models: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'supernet-add-model-'))
  models = join(folder, 'models')
  mkdirSync(models)
  symlinkSync(join(MODELS_DIR, 'sticker'), join(models, 'sticker'))
  net = await startTestNetwork({ workers: 1, workerEnv: { WORKER_MODELS_DIR: models } })
})
afterAll(async () => {
  await net?.end()
  rmSync(folder, { recursive: true, force: true })
})

const addModel = async (variant: string) => {
  const { stdout } = await run(process.execPath, [
    join(ROOT, 'worker/src/cli/modelAdd.ts'),
    variant,
    '--network',
    net.networkFile,
    '--curator',
    join(net.dataDir, 'keys/curator.key'),
    '--models',
    models,
  ])
  return JSON.parse(stdout)
}

const served = async () => {
  const { workers } = await relayerClient(net.urls.relayer).getWorkers()
  return workers.find(({ online }) => online)?.models ?? []
}

test('a second model is added by one command, served, rendered, and refused once its files change', async () => {
  const variant = writeVariant(join(folder, 'few-steps'))
  const added = await addModel(variant)
  expect(added).toMatchObject({ id: 2, name: 'Sticker, few steps', registered: 'now' })
  expect(await addModel(variant)).toMatchObject({ id: 2, registered: 'before' })

  await net.restart(workerName(0))
  await until(async () => (await served()).includes(2), {
    what: 'The second model is offered',
    timeoutMs: 60_000,
  })
  const { models: known } = await relayerClient(net.urls.relayer).getModels({ query: {} })
  expect(known.find(({ id }) => id === 2)?.manifest?.steps).toMatchObject({ default: 4, max: 20 })

  const { key } = await openTestSession(net)
  const { posted, jobId } = await craftJob({ network: net.network, key, order: smallOrder(2), seq: 0 })
  await relayerClient(net.urls.relayer).postTicket({ body: posted })
  const { shares } = await jobIn(net.urls.relayer, jobId, ['delivered'])
  expect(shares[0]).toMatchObject({ operator: net.keys.account(operatorKey(0)).address, images: 1 })

  appendFileSync(join(variant, 'tokenizer/vocab.txt'), '\nlie')
  await net.restart(workerName(0))
  await until(async () => (await served()).length > 0, { what: 'The worker is back', timeoutMs: 60_000 })
  expect(await served()).toEqual([1])
  const log = readFileSync(join(net.dataDir, 'logs', `${workerName(0)}.log`), 'utf8')
  expect(log).toContain('model-hash-mismatch')
})
