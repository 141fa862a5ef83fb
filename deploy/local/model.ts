import { join } from 'node:path'
import { modelRegistryAbi } from '@supernet/sdk/abi'
import type { Contracts } from '@supernet/sdk/schema'
import { inspectFolder } from '../../worker/src/models/layout.ts'
import { modelSpecOf } from '../../worker/src/models/modelSpec.ts'
import { determinismClass } from '../../worker/src/runtime/determinismClass.ts'
import type { LocalChain } from './clients.ts'
import type { Keyring } from './keys.ts'
import { ROOT } from './paths.ts'

export const MODELS_DIR = join(ROOT, 'worker/models')
const ROYALTY_BPS = 500

/** Registers the embedded model, owned by a key of its own, where the chain does not know its files. */
export async function registerStickerModel(
  chain: LocalChain,
  contracts: Contracts,
  keys: Keyring,
): Promise<number> {
  const model = await inspectFolder(join(MODELS_DIR, 'sticker'))
  const registry = { address: contracts.modelRegistry, abi: modelRegistryAbi } as const
  const idOf = () =>
    chain.reader.readContract({ ...registry, functionName: 'modelOf', args: [model.contentRoot] })
  const known = await idOf()
  if (known !== 0) return known
  const classId = determinismClass(model.contentRoot, 'cpu')
  const spec = modelSpecOf(model, { uri: 'sticker/manifest.json', royaltyBps: ROYALTY_BPS, classId })
  const owner = keys.account('modelOwner').address
  const account = keys.account('curator')
  await chain.send({ ...registry, account, functionName: 'register', args: [owner, spec] })
  return idOf()
}
