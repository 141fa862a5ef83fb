import type { Receipt } from '@supernet/sdk/schema'
import { getAddress } from 'viem'
import type { Opening } from '../core/ports.ts'
import type { DeliveredImage, Share } from '../core/share.ts'
import { plainOrder, UNIT } from './client.ts'

const hex = (byte: string) => `0x${byte.repeat(32)}` as const
const session = getAddress(`0x${'a1'.repeat(20)}`)

export const sampleOperator = getAddress(`0x${'b2'.repeat(20)}`)

export const sampleOpening: Opening = {
  bodyJson: '{"prompt":"secret walrus"}',
  salt: hex('0a'),
  resultKey: hex('0b'),
}

export const sampleShare = ({ images = 1, ticket = hex('11'), seq = 3 } = {}): Share => ({
  ticket,
  share: 0,
  signed: {
    session,
    ticket: {
      jobId: hex('22'),
      seq,
      model: 1,
      ...UNIT,
      stepsPerImage: plainOrder.steps,
      deliverBy: 10_000,
      redeemBy: 20_000,
      paramsCommit: hex('33'),
      shares: [{ operator: sampleOperator, images }],
    },
    signature: `0x${'44'.repeat(65)}`,
  },
  order: { ...plainOrder, count: images },
  firstImage: 0,
  attempt: 0,
})

export const sampleDelivered = (image: number): DeliveredImage => ({
  image,
  imageHash: hex(`5${image}`),
  traceRoot: hex(`6${image}`),
  steps: plainOrder.steps,
  blob: { image, sha256: hex(`7${image}`), bytes: 65_564 },
  completedAt: 5_000 + image,
})

export const sampleReceipt = (
  share: Share,
  { images, last }: { images: number; last: boolean },
): Receipt => ({
  ticket: share.ticket,
  share: share.share,
  paramsCommit: share.signed.ticket.paramsCommit,
  classId: hex('88'),
  resultRoot: hex('99'),
  traceRoot: hex('aa'),
  images,
  steps: images * plainOrder.steps,
  elapsedMs: 100,
  completedAt: 5_000,
  last,
})
