import { readFile } from 'node:fs/promises'
import { unsupportedModel } from '../errors.ts'
import { TokenizerFile } from './tokenizerFile.ts'
import { createWordPiece, type Tokenizer } from './wordPiece.ts'

/** Reads `tokenizer.json`; the table of tokenizer kinds has one row today. */
export const loadTokenizer = async (path: string): Promise<Tokenizer> => {
  const parsed = TokenizerFile.safeParse(JSON.parse(await readFile(path, 'utf8')))
  if (!parsed.success) throw unsupportedModel({ part: 'tokenizer' }, parsed.error)
  return createWordPiece(parsed.data)
}
