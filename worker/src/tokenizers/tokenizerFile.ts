import { z } from 'zod'

/** The parts of a Hugging Face `tokenizer.json` that the supported tokenizers read. */
const Pattern = z.union([
  z.object({ Regex: z.string() }).transform(({ Regex }) => new RegExp(Regex, 'gu')),
  z.object({ String: z.string() }).transform(({ String: text }) => new RegExp(RegExp.escape(text), 'gu')),
])

const Normalizer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Lowercase') }),
  z.object({ type: z.literal('NFD') }),
  z.object({ type: z.literal('NFKC') }),
  z.object({ type: z.literal('StripAccents') }),
  z.object({ type: z.literal('Replace'), pattern: Pattern, content: z.string() }),
])
export type Normalizer = z.infer<typeof Normalizer>

const WordPieceModel = z.object({
  type: z.literal('WordPiece'),
  vocab: z.record(z.string(), z.number().int()),
  unk_token: z.string(),
  continuing_subword_prefix: z.string().default('##'),
  max_input_chars_per_word: z.number().int().default(100),
})

const TemplatePart = z.union([
  z.object({ SpecialToken: z.object({ id: z.string() }) }),
  z.object({ Sequence: z.object({ id: z.literal('A') }) }),
])

export const TokenizerFile = z.object({
  normalizer: z.union([
    z.object({ type: z.literal('Sequence'), normalizers: z.array(Normalizer) }),
    Normalizer.transform((only) => ({ type: 'Sequence' as const, normalizers: [only] })),
  ]),
  pre_tokenizer: z.object({
    type: z.literal('Split'),
    pattern: Pattern,
    behavior: z.literal('Removed'),
    invert: z.literal(false),
  }),
  post_processor: z.object({ type: z.literal('TemplateProcessing'), single: z.array(TemplatePart) }),
  truncation: z.object({ max_length: z.number().int(), direction: z.literal('Right') }),
  padding: z.object({ pad_id: z.number().int() }),
  model: WordPieceModel,
})
export type TokenizerFile = z.infer<typeof TokenizerFile>
