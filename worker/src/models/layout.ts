import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { contentRoot } from '@supernet/sdk/protocol'
import { type ModelDocuments, ModelManifest } from '@supernet/sdk/schema'
import { invalidManifest } from '../errors.ts'

export interface FileHash {
  /** Relative to the model folder, with `/`. */
  path: string
  sha256: `0x${string}`
}

/** Notes for people are not part of what is served. */
const isPartOfModel = (path: string) =>
  !path.endsWith('.md') && !path.split('/').some((name) => name.startsWith('.'))

const sha256File = async (path: string): Promise<`0x${string}`> => {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return `0x${hash.digest('hex')}`
}

/** Every file of a model with its SHA-256, ordered by path. Links are followed, so that a model may be linked in. */
export const hashFolder = async (folder: string): Promise<FileHash[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(isPartOfModel)
    .sort()
  return Promise.all(paths.map(async (path) => ({ path, sha256: await sha256File(join(folder, path)) })))
}

export const readManifest = async (folder: string): Promise<ModelManifest> => {
  try {
    return ModelManifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')))
  } catch (cause) {
    throw invalidManifest({ folder }, cause)
  }
}

/** A model folder as the registry knows it. */
export interface ModelFolder {
  folder: string
  manifest: ModelManifest
  files: FileHash[]
  contentRoot: `0x${string}`
}

/** What clients need to know of a model, with what it takes to check it against the chain. */
export const documentsOf = async ({ folder, manifest, files }: ModelFolder): Promise<ModelDocuments> => {
  const read = (path: string) => readFile(join(folder, path), 'utf8')
  return {
    files,
    manifest: await read('manifest.json'),
    ...(manifest.vocabulary !== undefined && { vocabulary: await read(manifest.vocabulary) }),
  }
}

export const inspectFolder = async (folder: string): Promise<ModelFolder> => {
  const manifest = await readManifest(folder)
  const files = await hashFolder(folder)
  return { folder, manifest, files, contentRoot: contentRoot(files) }
}
