import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, describe, expect, it } from 'vitest'
import { createDiskBlobs } from './blobs.ts'

const root = mkdtempSync(join(tmpdir(), 'blobs-'))
const bytes = Buffer.from('sealed bytes')
const sha256 = `0x${createHash('sha256').update(bytes).digest('hex')}` as const

describe('disk blobs', () => {
  afterAll(() => rmSync(root, { recursive: true }))

  it('gives back what was put, until it is deleted', async () => {
    const blobs = await createDiskBlobs(root, 100)
    expect(await blobs.put(sha256, Readable.from([bytes.subarray(0, 3), bytes.subarray(3)]))).toBe(
      bytes.length,
    )
    const found = await blobs.get(sha256)
    expect(found?.bytes).toBe(bytes.length)
    expect(found && (await buffer(found.content))).toEqual(bytes)
    await blobs.delete(sha256)
    expect(await blobs.get(sha256)).toBeUndefined()
  })

  it('keeps nothing of bytes with another hash, of too many, or of an upload that breaks off', async () => {
    const blobs = await createDiskBlobs(root, 100)
    await expect(blobs.put(sha256, Readable.from([Buffer.from('other')]))).rejects.toMatchObject({
      code: 'blob-hash',
    })
    await expect(blobs.put(sha256, Readable.from([Buffer.alloc(101)]))).rejects.toMatchObject({
      code: 'request-too-large',
    })
    const broken = new Readable({
      read() {
        this.destroy(new Error('gone'))
      },
    })
    await expect(blobs.put(sha256, broken)).rejects.toThrow('gone')
    expect(await blobs.get(sha256)).toBeUndefined()
    expect(readdirSync(join(root, 'incoming'))).toEqual([])
  })

  it('forgets uploads that a crash cut off', async () => {
    writeFileSync(join(root, 'incoming', 'half'), 'half')
    await createDiskBlobs(root, 100)
    expect(readdirSync(join(root, 'incoming'))).toEqual([])
  })
})
