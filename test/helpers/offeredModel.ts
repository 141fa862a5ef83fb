import { join } from 'node:path'
import { modelRegistryAbi } from '@supernet/sdk/abi'
import type { OfferedModel, Order } from '@supernet/sdk/schema'
import { MODELS_DIR } from '../../deploy/local/model.ts'
import { documentsOf, inspectFolder } from '../../worker/src/models/layout.ts'
import type { TestNetwork } from './testNetwork.ts'

/** The embedded model as a worker of any kind offers it. */
export async function offeredModel({
  network,
  chain,
  modelId,
}: Pick<TestNetwork, 'network' | 'chain' | 'modelId'>): Promise<OfferedModel> {
  const documents = await documentsOf(await inspectFolder(join(MODELS_DIR, 'sticker')))
  const { classId } = await chain.reader.readContract({
    address: network.contracts.modelRegistry,
    abi: modelRegistryAbi,
    functionName: 'specOf',
    args: [modelId],
  })
  return { id: modelId, classId, documents, stepMs: 1, fixedMs: 1 }
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
