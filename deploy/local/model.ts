import { join } from 'node:path'
import { modelRegistryAbi } from '@supernet/sdk/abi'
import type { Contracts } from '@supernet/sdk/schema'
import { inspectFolder } from '../../worker/src/models/layout.ts'
import { renderTableOf } from '../../worker/src/models/renderTable.ts'
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
  const folder = join(MODELS_DIR, 'sticker')
  const { manifest, contentRoot } = await inspectFolder(folder)
  const registry = { address: contracts.modelRegistry, abi: modelRegistryAbi } as const
  const known = await chain.reader.readContract({ ...registry, functionName: 'modelOf', args: [contentRoot] })
  if (known !== 0) return known
  const { pixels, ...table } = renderTableOf(manifest)
  const spec = {
    name: manifest.name,
    contentRoot,
    uri: 'worker/models/sticker/manifest.json',
    classId: determinismClass(contentRoot, 'cpu'),
    royaltyBps: ROYALTY_BPS,
    table: { ...table, stepMicro: BigInt(table.stepMicro), points: pixels },
  }
  const owner = keys.account('modelOwner').address
  const account = keys.account('curator')
  await chain.send({ ...registry, account, functionName: 'register', args: [owner, spec] })
  return chain.reader.readContract({ ...registry, functionName: 'modelOf', args: [contentRoot] })
}
