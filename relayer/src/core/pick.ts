import type { Order } from '@supernet/sdk/schema'
import type { Candidate } from './candidate.ts'
import { weight } from './weight.ts'

/** One draw in twenty ignores the weights, so that new workers get a first job. */
export const EXPLORATION = 0.05

/** Draws up to `count` workers without replacement. `random` returns numbers in [0, 1). */
export function pick(
  eligible: readonly Candidate[],
  order: Order,
  count: number,
  random: () => number,
): Candidate[] {
  const left = [...eligible]
  const picked: Candidate[] = []
  while (picked.length < count && left.length > 0) {
    const explore = random() < EXPLORATION
    const weights = left.map((candidate) => (explore ? 1 : weight(candidate, order)))
    const total = weights.reduce((sum, value) => sum + value, 0)
    let rest = random() * total
    const found = weights.findIndex((value) => {
      rest -= value
      return rest < 0
    })
    const index = found === -1 ? left.length - 1 : found
    picked.push(...left.splice(index, 1))
  }
  return picked
}
