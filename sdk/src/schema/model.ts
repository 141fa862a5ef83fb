import { z } from 'zod'
import { Address, Amount, Hex32, Uint16, Uint32 } from './primitives.ts'

/** Range that a control offers: whole numbers or steps of `step`. */
export const Range = z.object({
  min: z.number(),
  max: z.number(),
  default: z.number(),
  step: z.number().positive(),
})
export type Range = z.infer<typeof Range>

/** `manifest.json` of a model folder: what a client may offer. Part of the content root, so the chain vouches for it. */
export const ModelManifest = z.object({
  name: z.string().min(1).max(80),
  /** One sentence: what the model draws. */
  draws: z.string().min(1).max(300),
  /** What it does not know, in one sentence. */
  limits: z.string().max(300),
  license: z.string(),
  sizes: z.array(z.object({ width: Uint16, height: Uint16 })).min(1),
  steps: Range,
  guidance: Range,
  maxCount: Uint16,
  negativePrompt: z.boolean(),
  /** Words that the tokenizer knows whole, for a warning on others; file in the folder, one word a line. */
  vocabulary: z.string().optional(),
  examples: z.array(z.string()).max(24),
  /** Multiply-accumulates of one denoiser step with guidance, and of everything done once per image. */
  macs: z.object({ step: z.number().positive(), fixed: z.number().nonnegative() }),
})
export type ModelManifest = z.infer<typeof ModelManifest>

/** Files of a model by SHA-256 and the texts that clients need of them: `readDocuments` checks all against the chain. */
export const ModelDocuments = z.object({
  files: z
    .array(z.object({ path: z.string().min(1).max(300), sha256: Hex32 }))
    .min(1)
    .max(1_000),
  /** Text of `manifest.json`. */
  manifest: z.string().max(64_000),
  /** Text of the file that the manifest names as vocabulary. */
  vocabulary: z.string().max(1_000_000).optional(),
})
export type ModelDocuments = z.infer<typeof ModelDocuments>

/** Render-second table of the registry. Times in ms; `stepMicro` in 1e-6 ms a step. */
export const RenderTable = z.object({
  fixedMs: Uint32,
  stepMicro: z.number().int().nonnegative(),
  minMs: Uint32,
  maxSteps: Uint16,
  maxCount: Uint16,
  pixels: z
    .array(z.object({ pixels: Uint32, bps: Uint32 }))
    .min(1)
    .max(16),
})
export type RenderTable = z.infer<typeof RenderTable>

/** A registered model as the relayer serves it. */
export const ModelView = z.object({
  id: Uint32,
  owner: Address,
  /** ERC-6551 account that collects the royalty. */
  account: Address,
  contentRoot: Hex32,
  classId: Hex32,
  royaltyBps: Uint16,
  listed: z.boolean(),
  /** Only its owner and those on its list may order from it. */
  isPrivate: z.boolean(),
  /** SOGNI staked on it, in wei: more stake, higher in the list. */
  stake: Amount,
  table: RenderTable,
  /** Absent until some worker has served it. */
  manifest: ModelManifest.optional(),
  vocabulary: z.array(z.string()).optional(),
  /** What manifest and vocabulary were read from, so that nobody has to believe the relayer. */
  documents: ModelDocuments.omit({ vocabulary: true }).optional(),
  workers: z.number().int().nonnegative(),
})
export type ModelView = z.infer<typeof ModelView>
