import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

type Hex = `0x${string}`

/** Sealed pictures on disk by the hash of their ciphertext, kept until the holdback ends. */
export interface Results {
  /** On the disk when it resolves. */
  save(sha256: Hex, sealed: Uint8Array): Promise<void>
  read(sha256: Hex): Promise<Uint8Array>
  remove(sha256: Hex): Promise<void>
}

export const createResults = (folder: string): Results => {
  const pathOf = (sha256: Hex) => join(folder, sha256.slice(2, 4), sha256.slice(2))
  return {
    async save(sha256, sealed) {
      const path = pathOf(sha256)
      await mkdir(dirname(path), { recursive: true })
      const file = await open(`${path}.part`, 'w', 0o600)
      try {
        await file.writeFile(sealed)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(`${path}.part`, path)
    },
    read: (sha256) => readFile(pathOf(sha256)),
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
  }
}
