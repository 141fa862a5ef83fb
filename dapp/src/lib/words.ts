/** Words of a prompt as the model's tokenizer splits them: lower case, letters and digits. */
export const wordsOf = (prompt: string): string[] => prompt.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** Words that the model has never seen whole, each once, in the order of the prompt. */
export function unknownWords(prompt: string, vocabulary: ReadonlySet<string>): string[] {
  if (vocabulary.size === 0) return []
  return [...new Set(wordsOf(prompt))].filter((word) => !vocabulary.has(word))
}

/** "a", "a and b", "a, b and c". */
export function listWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** A long text cut in parts of one length. */
export const chunk = (text: string, length: number): string[] =>
  Array.from({ length: Math.ceil(text.length / length) }, (_, i) => text.slice(i * length, (i + 1) * length))
