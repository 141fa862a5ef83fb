import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { modelRegistryAbi } from '@supernet/sdk/abi'
import { ModelManifest, type OfferedModel, type Order } from '@supernet/sdk/schema'
import { MODELS_DIR } from '../../deploy/local/model.ts'
import type { TestNetwork } from './testNetwork.ts'

/** The embedded model as a worker of any kind offers it. */
export async function offeredModel({
  network,
  chain,
  modelId,
}: Pick<TestNetwork, 'network' | 'chain' | 'modelId'>): Promise<OfferedModel> {
  const manifest = ModelManifest.parse(
    JSON.parse(readFileSync(join(MODELS_DIR, 'sticker/manifest.json'), 'utf8')),
  )
  const { classId } = await chain.reader.readContract({
    address: network.contracts.modelRegistry,
    abi: modelRegistryAbi,
    functionName: 'specOf',
    args: [modelId],
  })
  return { id: modelId, classId, manifest, stepMs: 1, fixedMs: 1 }
}

/** One small picture; what a test is about overrides it. */
export const smallOrder = (modelId: number, order: Partial<Order> = {}): Order => ({
  model: modelId,
  width: 128,
  height: 128,
  steps: 2,
  count: 1,
  tier: 'relaxed',
  currency: 'spark',
  ...order,
})
