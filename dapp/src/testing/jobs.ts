import type { JobRecord } from '@supernet/sdk/client'

type ShareRecord = JobRecord['shares'][number]

const hex32 = (byte: string) => `0x${byte.repeat(32)}` as `0x${string}`

export const OPERATOR = '0x3333333333333333333333333333333333333333'
export const SESSION = '0x4444444444444444444444444444444444444444'

export function shareRecord(overrides: Partial<ShareRecord> = {}): ShareRecord {
  return {
    seq: 0,
    ticket: hex32('01'),
    share: 0,
    attempt: 0,
    operator: OPERATOR,
    workerId: hex32('02'),
    firstImage: 0,
    images: 2,
    sealed: { keySeq: 1, enc: 'AA==', ciphertext: 'AA==' },
    resultKey: hex32('03'),
    rating: 0,
    tabbed: false,
    final: false,
    ...overrides,
  }
}

/** A job of two pictures at 0.1 Spark each, with one share in hand. */
export function jobRecord(overrides: Partial<JobRecord> = {}): JobRecord {
  return {
    jobId: hex32('0a'),
    session: SESSION,
    order: { model: 1, width: 128, height: 128, steps: 8, count: 2, tier: 'fast', currency: 'spark' },
    body: { prompt: 'a fox with glasses', negativePrompt: '', seed: '41', guidanceScale: 3, previews: true },
    salt: hex32('0b'),
    price: {
      unitMs: 4_320,
      unitSpark: 100_000n,
      unitSogni: 50_000_000n,
      unitUsdE18: 500_000_000_000_000n,
      totalSpark: 200_000n,
      totalSogni: 100_000_000n,
      totalUsdE18: 1_000_000_000_000_000n,
    },
    etaSeconds: 0.4,
    createdAt: 1_763_800_000,
    tickets: [],
    shares: [shareRecord()],
    images: [],
    cancelled: false,
    done: false,
    ...overrides,
  }
}

export const line = (amount: bigint, steps = 16): NonNullable<ShareRecord['line']> => ({
  session: SESSION,
  seq: 0,
  count: 1,
  model: 1,
  operator: OPERATOR,
  images: 2,
  steps,
  baseMs: 8_640,
  amount,
})

export const image = (index: number, seq = 0): JobRecord['images'][number] => ({
  image: index,
  seq,
  hash: hex32('0c'),
  sha256: hex32('0d'),
  blob: hex32('0e'),
})

export const signedReceipt: NonNullable<ShareRecord['receipt']> = {
  receipt: {
    ticket: hex32('01'),
    share: 0,
    paramsCommit: hex32('0f'),
    classId: hex32('0f'),
    resultRoot: hex32('0f'),
    traceRoot: hex32('0f'),
    images: 2,
    steps: 16,
    elapsedMs: 620,
    completedAt: 1,
    last: true,
  },
  signature: '0x',
}
