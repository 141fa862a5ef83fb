import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, type Hex, stringToBytes } from 'viem'
import { BaseError } from '../errors/base.ts'
import { type ModelDocuments, ModelManifest } from '../schema/model.ts'
import { contentRoot } from './contentRoot.ts'

/** Whole words of a vocabulary file, without special tokens and continuation pieces. */
const wordsOf = (text: string): string[] =>
  text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('##') && !/^\[.*\]$/.test(line))

/**
 * What a model may be asked for, from the very files that the chain has registered: the list of files has to give the
 * content root, and each text the hash of its file in the list. Anybody can check it; who hands the texts over need not be
 * believed. It says nothing of the files that somebody renders with.
 */
export function readDocuments(
  root: Hex,
  { files, manifest: text, vocabulary }: ModelDocuments,
): { manifest: ModelManifest; vocabulary?: string[] } {
  if (contentRoot(files) !== root) throw new BaseError('model-hash-mismatch', { details: { root } })
  const check = (path: string, content: string) => {
    const hash = bytesToHex(sha256(stringToBytes(content)))
    if (!files.some((file) => file.path === path && file.sha256 === hash))
      throw new BaseError('model-hash-mismatch', { details: { path } })
  }
  check('manifest.json', text)
  const manifest = parseManifest(text)
  if (vocabulary === undefined || manifest.vocabulary === undefined) return { manifest }
  check(manifest.vocabulary, vocabulary)
  return { manifest, vocabulary: wordsOf(vocabulary) }
}

function parseManifest(text: string): ModelManifest {
  try {
    return ModelManifest.parse(JSON.parse(text))
  } catch (cause) {
    throw new BaseError('model-hash-mismatch', { details: { path: 'manifest.json' }, cause })
  }
}
