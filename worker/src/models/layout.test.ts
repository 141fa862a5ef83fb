import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { readDocuments } from '@supernet/sdk/protocol'
import { afterAll, describe, expect, it } from 'vitest'
import { determinismClass } from '../runtime/determinismClass.ts'
import { verifyModel } from '../service/models.ts'
import { stickerFolder, writeVariant } from '../testing/models.ts'
import { documentsOf, inspectFolder } from './layout.ts'
import { measureMacs } from './measure.ts'
import { proveModel } from './proveModel.ts'

describe('a model folder', async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'supernet-models-'))
  afterAll(() => rmSync(scratch, { recursive: true, force: true }))
  const variant = writeVariant(join(scratch, 'variant'))
  const sticker = await inspectFolder(stickerFolder)

  it('has the root that OpenZeppelin computes over path and SHA-256', () => {
    const rows = sticker.files.map(({ path }): [string, string] => {
      const bytes = readFileSync(join(stickerFolder, path))
      return [path, `0x${createHash('sha256').update(bytes).digest('hex')}`]
    })
    expect(sticker.contentRoot).toBe(StandardMerkleTree.of(rows, ['string', 'bytes32']).root)
    expect(sticker.files.map(({ path }) => path)).toContain('transformer/model.onnx')
  })

  it('does not count notes and hidden files', async () => {
    const before = (await inspectFolder(variant)).contentRoot
    writeFileSync(join(variant, 'NOTES.md'), 'for people')
    writeFileSync(join(variant, '.DS_Store'), '')
    expect((await inspectFolder(variant)).contentRoot).toBe(before)
  })

  it('has another root when one byte of one file differs, is missing, or is added', async () => {
    const roots = new Set([sticker.contentRoot, (await inspectFolder(variant)).contentRoot])
    const vocabulary = join(variant, 'tokenizer', 'vocab.txt')
    const bytes = readFileSync(vocabulary)
    writeFileSync(vocabulary, Buffer.concat([bytes, Buffer.from('\n')]))
    roots.add((await inspectFolder(variant)).contentRoot)
    rmSync(vocabulary)
    roots.add((await inspectFolder(variant)).contentRoot)
    writeFileSync(vocabulary, bytes)
    mkdirSync(join(variant, 'more'))
    writeFileSync(join(variant, 'more', 'file'), '')
    roots.add((await inspectFolder(variant)).contentRoot)
    rmSync(join(variant, 'more'), { recursive: true })
    expect(roots.size).toBe(5)
  })

  it('is refused when the chain does not know its files', async () => {
    const chain = { modelWith: async () => undefined }
    await expect(verifyModel(sticker, 'cpu', chain)).rejects.toMatchObject({ code: 'model-hash-mismatch' })
  })

  it('is refused when it is registered for another class of machine', async () => {
    const chain = {
      modelWith: async () => ({ id: 1, listed: true, classId: determinismClass('0x00', 'cpu') }),
    }
    await expect(verifyModel(sticker, 'cpu', chain)).rejects.toMatchObject({ code: 'model-class-mismatch' })
  })

  it('states the arithmetic that its graphs do', async () => {
    expect(await measureMacs(stickerFolder, sticker.manifest)).toEqual(sticker.manifest.macs)
  })

  it('is proved by rendering its own example; a second model too', async () => {
    const pictures = await Promise.all([proveModel(sticker), proveModel(await inspectFolder(variant))])
    const [one, two] = pictures.map(({ data }) => createHash('sha256').update(data).digest('hex'))
    expect(one).not.toBe(two)
  })

  it('is refused when its manifest understates the arithmetic', async () => {
    const macs = { ...sticker.manifest.macs, step: 1_000 }
    await expect(proveModel({ ...sticker, manifest: { ...sticker.manifest, macs } })).rejects.toMatchObject({
      code: 'model-manifest',
    })
  })

  it('is refused without a manifest, with a class nobody knows, and with a broken graph', async () => {
    const broken = writeVariant(join(scratch, 'broken'))
    writeFileSync(join(broken, 'transformer', 'model.onnx'), 'not a graph')
    await expect(proveModel(await inspectFolder(broken))).rejects.toMatchObject({ code: 'model-unreadable' })
    writeFileSync(join(broken, 'model_index.json'), '{"_class_name":"UnheardOfPipeline"}')
    await expect(proveModel(await inspectFolder(broken))).rejects.toMatchObject({ code: 'model-unsupported' })
    rmSync(join(broken, 'manifest.json'))
    await expect(inspectFolder(broken)).rejects.toMatchObject({ code: 'model-manifest' })
  })

  it('offers documents that its content root vouches for, with the whole words of its vocabulary', async () => {
    const model = await inspectFolder(stickerFolder)
    const read = readDocuments(model.contentRoot, await documentsOf(model))
    const words = read.vocabulary
    expect(read.manifest).toEqual(model.manifest)
    expect(words).toContain('guitar')
    expect(words?.some((word) => word.startsWith('##') || word.startsWith('['))).toBe(false)
  })
})
