import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { BaseError } from '@supernet/sdk/errors'

/** Sealed pictures by the SHA-256 of their bytes. What exists is whole: a name appears by rename only. */
export interface Blobs {
  /** Bytes written. Throws 'blob-hash' or 'request-too-large', and keeps nothing then. */
  put(sha256: `0x${string}`, content: Readable): Promise<number>
  /** Undefined when there is no such blob. */
  get(sha256: `0x${string}`): Promise<{ bytes: number; content: Readable } | undefined>
  delete(sha256: `0x${string}`): Promise<void>
  /** Blobs whose hash begins with this byte, and when they were written (wall ms). */
  list(firstByte: number): Promise<{ sha256: `0x${string}`; writtenAt: number }[]>
}

const NAME = /^[0-9a-f]{64}$/

export async function createDiskBlobs(root: string, maxBytes: number): Promise<Blobs> {
  const parts = join(root, 'incoming')
  await mkdir(parts, { recursive: true })
  // Uploads that a crash cut off.
  for (const name of await readdir(parts)) await rm(join(parts, name), { force: true })
  const folderOf = (sha256: string) => join(root, sha256.slice(2, 4))
  const pathOf = (sha256: string) => join(folderOf(sha256), sha256.slice(2))

  return {
    put: async (sha256, content) => {
      const part = join(parts, randomUUID())
      const file = await open(part, 'wx')
      const hash = createHash('sha256')
      let bytes = 0
      try {
        for await (const chunk of content as AsyncIterable<Buffer>) {
          bytes += chunk.length
          if (bytes > maxBytes) throw new BaseError('request-too-large', { details: { maxBytes } })
          hash.update(chunk)
          await file.writeFile(chunk)
        }
        const actual = `0x${hash.digest('hex')}`
        if (actual !== sha256) throw new BaseError('blob-hash', { details: { expected: sha256, actual } })
        await file.sync()
        await file.close()
        await mkdir(folderOf(sha256), { recursive: true })
        await rename(part, pathOf(sha256))
        return bytes
      } catch (error) {
        await file.close().catch(() => undefined)
        await rm(part, { force: true })
        throw error
      }
    },
    get: async (sha256) => {
      const info = await stat(pathOf(sha256)).catch(() => undefined)
      return info && { bytes: info.size, content: createReadStream(pathOf(sha256)) }
    },
    delete: (sha256) => rm(pathOf(sha256), { force: true }),
    list: async (firstByte) => {
      const prefix = firstByte.toString(16).padStart(2, '0')
      const names = await readdir(join(root, prefix)).catch(() => [])
      const found = names.filter((name) => NAME.test(name)).map((name) => `0x${name}` as const)
      const infos = await Promise.all(found.map((sha256) => stat(pathOf(sha256)).catch(() => undefined)))
      return found.flatMap((sha256, i) => {
        const writtenAt = infos[i]?.mtimeMs
        return writtenAt === undefined ? [] : [{ sha256, writtenAt }]
      })
    },
  }
}
