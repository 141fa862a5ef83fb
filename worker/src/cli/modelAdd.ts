/** `npm run model:add -- <folder>`: proves a model, registers it, and hands it to the workers of this machine. */
import { cpSync, existsSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { modelRegistryAbi } from '@supernet/sdk/abi'
import { getAddress } from 'viem'
import { loadNetwork } from '../config.ts'
import { encodePng } from '../images/png.ts'
import { inspectFolder } from '../models/layout.ts'
import { modelSpecOf } from '../models/modelSpec.ts'
import { proveModel } from '../models/proveModel.ts'
import { determinismClass } from '../runtime/determinismClass.ts'
import { accountFrom, connect, printJson, runCommand } from './context.ts'

const MODELS = fileURLToPath(new URL('../../models', import.meta.url))
const USAGE =
  'npm run model:add -- <folder> [--network .data/network.json] [--curator .data/keys/curator.key] [--owner 0x...] [--royalty 500] [--models worker/models] [--copy] [--picture test.png]'

/** Puts the folder among the workers' models, unless it is there already. */
const place = (folder: string, models: string, copy: boolean): string => {
  const target = join(models, basename(folder))
  if (existsSync(target) && realpathSync(target) === realpathSync(folder)) return target
  if (copy) cpSync(folder, target, { recursive: true, errorOnExist: true, force: false })
  else symlinkSync(folder, target, 'junction')
  return target
}

await runCommand(USAGE, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      network: { type: 'string', default: '.data/network.json' },
      curator: { type: 'string', default: '.data/keys/curator.key' },
      owner: { type: 'string' },
      royalty: { type: 'string', default: '500' },
      models: { type: 'string', default: MODELS },
      copy: { type: 'boolean', default: false },
      picture: { type: 'string' },
    },
  })
  const folder = resolve(positionals[0] ?? '.')
  const model = await inspectFolder(folder)
  const picture = await proveModel(model)
  if (values.picture) writeFileSync(values.picture, await encodePng(picture))

  const network = await loadNetwork(values.network)
  const curator = accountFrom(values.curator)
  const { reader, send } = connect(network, curator)
  const registry = { address: network.contracts.modelRegistry, abi: modelRegistryAbi } as const
  const idOf = () => reader.readContract({ ...registry, functionName: 'modelOf', args: [model.contentRoot] })

  const known = await idOf()
  const classId = determinismClass(model.contentRoot, 'cpu')
  if (known === 0) {
    const spec = modelSpecOf(model, {
      uri: `${basename(folder)}/manifest.json`,
      royaltyBps: Number(values.royalty),
      classId,
    })
    const owner = values.owner === undefined ? curator.address : getAddress(values.owner)
    await send({ ...registry, functionName: 'register', args: [owner, spec] })
  }
  const id = known === 0 ? await idOf() : known
  printJson({
    id,
    name: model.manifest.name,
    contentRoot: model.contentRoot,
    classId,
    registered: known === 0 ? 'now' : 'before',
    account: await reader.readContract({ ...registry, functionName: 'accountOf', args: [id] }),
    served_from: place(folder, values.models, values.copy),
    files: model.files.length,
  })
})
