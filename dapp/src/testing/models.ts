import type { ModelView } from '@supernet/sdk/schema'

const hex = (byte: string) => `0x${byte.repeat(32)}` as `0x${string}`

/** A model with the manifest of the sticker model. */
export const stickerModel: ModelView = {
  id: 1,
  owner: '0x1111111111111111111111111111111111111111',
  account: '0x2222222222222222222222222222222222222222',
  contentRoot: hex('a1'),
  classId: hex('b2'),
  royaltyBps: 500,
  listed: true,
  isPrivate: false,
  stake: 0n,
  table: {
    fixedMs: 4_000,
    stepMicro: 40_000_000,
    minMs: 4_320,
    maxSteps: 100,
    maxCount: 512,
    pixels: [{ pixels: 16_384, bps: 10_000 }],
  },
  manifest: {
    name: 'Sticker',
    draws: 'Stickers: objects, faces and animals on white.',
    limits: 'It does not know people, scenes or writing.',
    license: 'MIT',
    sizes: [{ width: 128, height: 128 }],
    steps: { min: 4, max: 100, default: 8, step: 1 },
    guidance: { min: 1, max: 8, default: 3, step: 0.5 },
    maxCount: 512,
    negativePrompt: true,
    examples: ['a red apple', 'a purple guitar', 'a fox with glasses'],
    macs: { step: 1, fixed: 1 },
  },
  vocabulary: ['a', 'red', 'apple', 'fox', 'with', 'glasses'],
  workers: 2,
}
