import { fileURLToPath } from 'node:url'

/** The embedded default model, used as it ships. */
export const stickerFolder = fileURLToPath(new URL('../../models/sticker', import.meta.url)).replace(
  /\/$/,
  '',
)
