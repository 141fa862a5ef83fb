import { keccak256 } from 'viem'

/**
 * Generated mark of a worker or a model: three strokes on a 24 x 24 field, from the hash of its id.
 * Whole numbers and keccak256 only, so that a contract draws the same path.
 */
export function markPath(id: `0x${string}`): string {
  const bytes = keccak256(id, 'bytes')
  const at = (index: number) => 3 + ((bytes[index] ?? 0) % 7) * 3
  return [0, 5, 10]
    .map((first) => `M${at(first)} ${at(first + 1)}Q12 ${at(first + 2)} ${at(first + 3)} ${at(first + 4)}`)
    .join('')
}
