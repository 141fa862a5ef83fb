import type { Address } from 'viem'
import type { NumberWindow } from '../protocol/numbers.ts'
import type { JobId } from '../schema/primitives.ts'
import type { SignedTab } from '../schema/typed.ts'
import type { JobRecord } from './jobRecord.ts'

export interface NumbersRequest {
  readonly session: Address
  readonly count: number
  /** The session's window as the chain shows it. */
  readonly window: NumberWindow
  /** Numbers below the last one taken that something signed can still use. */
  readonly held: readonly number[]
}

/**
 * What a client keeps on its device. Every method is durable when its promise resolves: tickets and tabs are stored
 * before they are sent. Several tabs or processes may share one store.
 */
export interface JobStore {
  /**
   * Takes numbers in a row (`chooseNumbers`) and remembers the highest one ever taken. Atomic: two callers never get
   * the same number, unless it was free again in between. Undefined when the window has no room.
   */
  takeNumbers(request: NumbersRequest): Promise<number | undefined>
  /** Creates or replaces the whole record. */
  putJob(job: JobRecord): Promise<void>
  getJob(jobId: JobId): Promise<JobRecord | undefined>
  /** All jobs, oldest first. */
  listJobs(): Promise<JobRecord[]>
  /** Newest Tab of a session; replaces the one before. */
  putTab(tab: SignedTab): Promise<void>
  getTab(session: Address): Promise<SignedTab | undefined>
  putImage(jobId: JobId, image: number, png: Uint8Array): Promise<void>
  getImage(jobId: JobId, image: number): Promise<Uint8Array | undefined>
  /**
   * Runs alone among all tabs and processes that ask for the same name, in the order they asked. The lock of a dead
   * process is free. Rejects with the signal's reason when aborted while waiting.
   */
  withLock<T>(name: string, run: () => Promise<T>, signal?: AbortSignal): Promise<T>
}
