import { sha256, stringToBytes } from 'viem'
import { describe, expect, it } from 'vitest'
import { contentRoot } from './contentRoot.ts'
import { readDocuments } from './modelDocuments.ts'

const manifest = JSON.stringify({
  name: 'Sticker',
  draws: 'stickers',
  limits: '',
  license: 'MIT',
  sizes: [{ width: 128, height: 128 }],
  steps: { min: 1, max: 100, default: 20, step: 1 },
  guidance: { min: 1, max: 9, default: 3, step: 1 },
  maxCount: 512,
  negativePrompt: true,
  vocabulary: 'tokenizer/vocab.txt',
  examples: [],
  macs: { step: 1, fixed: 0 },
})
const vocabulary = '[PAD]\ncat\n##s\r\nboat\n'
const file = (path: string, text: string) => ({ path, sha256: sha256(stringToBytes(text)) })
const files = [
  file('manifest.json', manifest),
  file('tokenizer/vocab.txt', vocabulary),
  file('unet/model.onnx', 'graph'),
]
const root = contentRoot(files)
const documents = { files, manifest, vocabulary }

describe('documents of a model', () => {
  it('are read when the chain vouches for each of them', () => {
    const read = readDocuments(root, documents)
    expect(read.manifest.name).toBe('Sticker')
    expect(read.vocabulary).toEqual(['cat', 'boat'])
    expect(readDocuments(root, { files: files.toReversed(), manifest }).vocabulary).toBeUndefined()
  })

  it.each([
    ['another list of files', { files: [...files, file('extra', '')] }],
    ['a file less', { files: files.slice(0, 2) }],
    ['another manifest', { manifest: manifest.replace('stickers', 'anything') }],
    ['another vocabulary', { vocabulary: `${vocabulary}more\n` }],
    ['a file of the model in the place of the manifest', { manifest: 'graph' }],
  ])('are refused with %s', (_, change) => {
    const read = () => readDocuments(root, { ...documents, ...change })
    expect(read).toThrow(expect.objectContaining({ code: 'model-hash-mismatch' }))
  })
})
