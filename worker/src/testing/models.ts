import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The embedded default model, used as it ships. */
export const stickerFolder = fileURLToPath(new URL('../../models/sticker', import.meta.url)).replace(
  /\/$/,
  '',
)

const edit = (path: string, change: (json: Record<string, unknown>) => unknown) =>
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')))))

/** A second model in the same layout: the same graphs under another sampler, with other defaults. */
export const writeVariant = (folder: string): string => {
  cpSync(stickerFolder, folder, { recursive: true })
  edit(join(folder, 'manifest.json'), ({ steps, ...manifest }) => ({
    ...manifest,
    name: 'Sticker, few steps',
    steps: { ...(steps as object), max: 20, default: 4 },
  }))
  edit(join(folder, 'scheduler', 'scheduler_config.json'), (config) => ({ ...config, shift: 3 }))
  return folder
}
