/** `npm run model:macs -- <folder>`: counts the arithmetic that the price of a model follows from. */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readManifest } from '../models/layout.ts'
import { measureMacs } from '../models/measure.ts'
import { printJson, runCommand } from './context.ts'

await runCommand('npm run model:macs -- <folder>', async () => {
  const { positionals } = parseArgs({ allowPositionals: true })
  const folder = resolve(positionals[0] ?? '.')
  printJson(await measureMacs(folder, await readManifest(folder)))
})
