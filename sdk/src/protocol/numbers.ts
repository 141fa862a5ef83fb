import { BaseError } from '../errors/base.ts'

/** Numbers that can be open at the same time. */
export const WINDOW = 136
/** A client rolls to its next session when this many numbers are open. */
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

/** `count` numbers in a row from `next` on, all usable; undefined when the window has no room for them. */
export function nextNumber(window: NumberWindow, next: number, count = 1): number | undefined {
  let seq = Math.max(window.base, next)
  for (; seq + count <= window.base + WINDOW; seq++) {
    const run = Array.from({ length: count }, (_, k) => seq + k)
    if (run.every((candidate) => isUsable(window, candidate))) return seq
  }
  return undefined
}

/** Numbers below `next` that are still unused: taken by tickets, not yet settled. */
export function openCount({ base, bits }: NumberWindow, next: number): number {
  let open = 0
  for (let i = 0; i < next - base; i++) if (((bits >> BigInt(i)) & 1n) === 0n) open += 1
  return open
}
