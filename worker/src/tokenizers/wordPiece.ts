import type { Normalizer, TokenizerFile } from './tokenizerFile.ts'

/** Text to a fixed number of token ids. */
export interface Tokenizer {
  readonly length: number
  encode(text: string): number[]
}

const normalize = (text: string, step: Normalizer): string => {
  switch (step.type) {
    case 'Lowercase':
      return text.toLowerCase()
    case 'NFD':
    case 'NFKC':
      return text.normalize(step.type)
    case 'StripAccents':
      return text.replace(/\p{Mn}/gu, '')
    case 'Replace':
      return text.replace(step.pattern, step.content)
  }
}

/** Longest piece of the vocabulary first, from the left; a word that cannot be covered is one unknown token. */
const pieces = (word: string, { model }: TokenizerFile, vocab: ReadonlyMap<string, number>): number[] => {
  const unknown = vocab.get(model.unk_token) ?? 0
  const letters = [...word]
  if (letters.length > model.max_input_chars_per_word) return [unknown]
  const ids: number[] = []
  for (let start = 0; start < letters.length; ) {
    const prefix = start === 0 ? '' : model.continuing_subword_prefix
    let end = letters.length
    let id: number | undefined
    for (; end > start && id === undefined; end--) id = vocab.get(prefix + letters.slice(start, end).join(''))
    if (id === undefined) return [unknown]
    ids.push(id)
    start = end + 1
  }
  return ids
}

export const createWordPiece = (file: TokenizerFile): Tokenizer => {
  const vocab = new Map(Object.entries(file.model.vocab))
  const length = file.truncation.max_length
  const room = length - file.post_processor.single.filter((part) => 'SpecialToken' in part).length

  return {
    length,
    encode(text) {
      const normal = file.normalizer.normalizers.reduce(normalize, text)
      const words = normal.split(file.pre_tokenizer.pattern).filter((word) => word !== '')
      const content = words.flatMap((word) => pieces(word, file, vocab)).slice(0, room)
      const ids = file.post_processor.single.flatMap((part) =>
        'SpecialToken' in part ? [vocab.get(part.SpecialToken.id) ?? 0] : content,
      )
      return [...ids, ...new Array<number>(length - ids.length).fill(file.padding.pad_id)]
    },
  }
}
