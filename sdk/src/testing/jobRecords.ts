import type { Address, Hex } from 'viem'
import type { JobRecord } from '../client/jobRecord.ts'
import type { Line, SignedTab } from '../schema/typed.ts'

/** 32 bytes that tell tests apart. */
export const hex32 = (value: number): Hex => `0x${value.toString(16).padStart(64, '0')}`
export const address = (value: number): Address => `0x${value.toString(16).padStart(40, '0')}`
const signature: Hex = `0x${'11'.repeat(64)}1b`

export const jobRecord = (values: Partial<JobRecord> = {}): JobRecord => ({
  jobId: hex32(1),
  session: address(1),
  order: { model: 1, width: 64, height: 64, steps: 20, count: 2, tier: 'fast', currency: 'spark' },
  body: { prompt: 'a red boat', negativePrompt: '', seed: '7', guidanceScale: 5, previews: false },
  salt: hex32(2),
  price: {
    unitMs: 4_320,
    unitSpark: 100_000n,
    unitSogni: 50_000_000n,
    unitUsdE18: 500_000_000_000_000n,
    totalSpark: 200_000n,
    totalSogni: 100_000_000n,
    totalUsdE18: 1_000_000_000_000_000n,
  },
  etaSeconds: 3,
  createdAt: 1_000,
  tickets: [],
  shares: [],
  images: [],
  cancelled: false,
  done: false,
  ...values,
})

const line = (session: Address, seq: number): Line => ({
  session,
  seq,
  count: 1,
  model: 1,
  operator: address(9),
  images: 1,
  steps: 20,
  baseMs: 4_320,
  amount: 100_000n,
})

export const signedTab = (session: Address, seqs: readonly number[]): SignedTab => ({
  session,
  lines: seqs.map((seq) => line(session, seq)),
  ratings: `0x${'00'.repeat(seqs.length)}`,
  signature,
})
