import type { DailyKeyCertificate, Line, Receipt } from '@supernet/sdk/schema'
import type { DeliveredImage, Share, ShareRecord } from './share.ts'

type Hex = `0x${string}`

/** What the worker must still know to finish, or to answer a challenge: opened body and the key of the results. */
export interface Opening {
  bodyJson: string
  salt: Hex
  resultKey: Hex
}

export type Outcome = 'settled' | 'expired'

/** A Report that this worker signed for a batch of the relayer. */
export interface SignedReport {
  batch: string
  lines: readonly Line[]
  receiptsRoot: Hex
  time: number
  signature: Hex
}

/**
 * The worker's memory. Each method is one transaction that is on the disk when it returns, and it is called before
 * the message that it stands for is sent.
 */
export interface Journal {
  accept(share: Share, opening: Opening, acceptedAt: number, acceptSignature: Hex): void
  opening(ticket: Hex, share: number): Opening | undefined
  find(ticket: Hex, share: number): ShareRecord | undefined
  findBySeq(session: Hex, seq: number): ShareRecord | undefined
  /** Shares without a last receipt, oldest first. */
  unfinished(): ShareRecord[]
  /** Shares whose newest receipt the relayer has not acknowledged. */
  unacknowledged(): ShareRecord[]
  /** Shares without an outcome whose tickets end in [from, to) chain seconds. */
  open(from: number, to: number): ShareRecord[]
  /** Shares without an outcome of a session, from a number on. */
  openOf(session: Hex, fromSeq: number): ShareRecord[]
  /** Images and the receipt over them, together. */
  deliver(images: readonly DeliveredImage[], receipt: Receipt, signature: Hex): void
  acknowledge(ticket: Hex, share: number, images: number, last: boolean): void
  cancel(ticket: Hex, share: number, maxSteps: number): void
  close(ticket: Hex, share: number, outcome: Outcome): void
  report(report: SignedReport): void
  saveKey(certificate: DailyKeyCertificate, secret: Uint8Array): void
  keys(): { certificate: DailyKeyCertificate; secret: Uint8Array }[]
  /** Forgets keys that ended before `time`: what was sealed to them cannot be opened any more. */
  deleteKeys(time: number): number
  /** Forgets shares with an outcome whose tickets ended before `time`; returns the blobs that nobody needs now. */
  prune(time: number): Hex[]
}
