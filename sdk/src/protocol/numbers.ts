import { BaseError } from '../errors/base.ts'

/** Numbers that can be open at the same time. */
export const WINDOW = 136
/** A client rolls to its next session when this many numbers of the window are taken. */
export const ROLL_AT = Math.floor(WINDOW * 0.75)
const LAST_NUMBER = 0xffff_ffff

/** Numbers of a session: all below `base` are used, bit i of `bits` says whether base + i is. */
export interface NumberWindow {
  readonly base: number
  readonly bits: bigint
}

export const isUsable = ({ base, bits }: NumberWindow, seq: number): boolean =>
  seq >= base && seq < base + WINDOW && seq < LAST_NUMBER && ((bits >> BigInt(seq - base)) & 1n) === 0n

/** The window after `seq` was used: its bit is set, then the base moves over the used prefix. */
export function use(window: NumberWindow, seq: number): NumberWindow {
  if (!isUsable(window, seq)) throw new BaseError('number-used', { details: { seq, base: window.base } })
  let base = window.base
  let bits = window.bits | (1n << BigInt(seq - base))
  while ((bits & 1n) === 1n) {
    bits >>= 1n
    base += 1
  }
  return { base, bits }
}

/**
 * First of `count` numbers in a row that a new ticket may take; undefined when the window has no room. `next` is above
 * every number taken so far; below it, a number may be taken again once nothing signed can use it: `held` are those
 * that still can.
 */
export function chooseNumbers(request: {
  readonly window: NumberWindow
  readonly next: number
  readonly count: number
  readonly held: readonly number[]
}): number | undefined {
  const { window, next, count } = request
  const held = new Set(request.held)
  const isRun = (first: number) => {
    for (let seq = first; seq < first + count; seq++)
      if (!isUsable(window, seq) || held.has(seq)) return false
    return true
  }
  for (let seq = Math.max(window.base, next); seq + count <= window.base + WINDOW; seq++)
    if (isRun(seq)) return seq
  for (let seq = window.base; seq < next; seq++) if (isRun(seq)) return seq
  return undefined
}

/**
 * Numbers of the window that no new ticket can take: used ones, also those that wait behind an older one which holds
 * the base back, and `held` ones.
 */
export function takenCount(window: NumberWindow, held: readonly number[]): number {
  const taken = new Set(held.filter((seq) => isUsable(window, seq)))
  let used = 0
  for (let bits = window.bits; bits > 0n; bits >>= 1n) if ((bits & 1n) === 1n) used += 1
  return used + taken.size
}

/**
 * Whether a new ticket of `count` shares may go to a session: below `rollAt` taken numbers, and `count` free ones in a
 * row. What lies above `rollAt` stays for shares that have to be given to another worker.
 */
export const hasRoom = (
  window: NumberWindow,
  held: readonly number[],
  { count, rollAt = ROLL_AT }: { readonly count: number; readonly rollAt?: number },
): boolean =>
  takenCount(window, held) < rollAt && chooseNumbers({ window, next: 0, count, held }) !== undefined

/** Numbers below `next` that are still unused: taken by tickets, not yet settled. */
export function openCount({ base, bits }: NumberWindow, next: number): number {
  let open = 0
  for (let i = 0; i < next - base; i++) if (((bits >> BigInt(i)) & 1n) === 0n) open += 1
  return open
}
