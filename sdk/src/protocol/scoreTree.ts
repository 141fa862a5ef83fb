import { keccak_256 } from '@noble/hashes/sha3.js'
import {
  bytesToHex,
  concatBytes,
  concatHex,
  encodeAbiParameters,
  type Hex,
  hexToBytes,
  keccak256,
  zeroHash,
} from 'viem'
import { leafOf } from './merkle.ts'
import type { ScoredEpoch, ScoreRow } from './tiers.ts'

/*
 * Rows by rising id, each at the position of its index: pairs are hashed left before right and missing rows are zero,
 * so that a root holds one row at a place and nothing that was not published. A tree of sorted pairs would not do: a
 * poster could keep one row more in it and show it only when it is accepted.
 */

/** Whom a score compares; the order equals `Population` in IScoreBoard. */
export const POPULATIONS = ['users', 'workers'] as const
export type Population = (typeof POPULATIONS)[number]

const words = (...values: readonly bigint[]): Hex =>
  concatHex(values.map((value) => encodeAbiParameters([{ type: 'uint256' }], [value])))

/** What a leaf binds beside its result: the rank and all that its score was computed from. */
export const inputsHash = (population: Population, row: ScoreRow): Hex =>
  keccak256(words(BigInt(POPULATIONS.indexOf(population)), BigInt(row.rank), ...row.factors, ...row.sums))

/** keccak256(keccak256(abi.encode(id, epoch, score, tier, inputsHash))). */
export const scoreLeaf = (population: Population, epoch: number, row: ScoreRow): Uint8Array =>
  leafOf(
    hexToBytes(row.id),
    hexToBytes(words(BigInt(epoch), row.score, BigInt(row.tier))),
    hexToBytes(inputsHash(population, row)),
  )

const ZERO = hexToBytes(zeroHash)
const hashPair = (left: Uint8Array, right: Uint8Array): Uint8Array => keccak_256(concatBytes([left, right]))

/** Levels from the leaves to the root, each an even number of nodes but the last. */
function levelsOf(population: Population, epoch: number, { rows }: ScoredEpoch): Uint8Array[][] {
  if (rows.length === 0) throw new RangeError('a score tree has at least one row')
  const levels = [rows.map((row) => scoreLeaf(population, epoch, row))]
  let empty = ZERO
  for (let nodes = levels[0] ?? []; nodes.length > 1; ) {
    const padding = empty
    if (nodes.length % 2 === 1) nodes.push(padding)
    const above = Array.from({ length: nodes.length / 2 }, (_, i) =>
      hashPair(nodes[2 * i] ?? padding, nodes[2 * i + 1] ?? padding),
    )
    empty = hashPair(empty, empty)
    levels.push(above)
    nodes = above
  }
  return levels
}

/** Root that the board is given. */
export const scoreRoot = (population: Population, epoch: number, scored: ScoredEpoch): Hex =>
  bytesToHex(levelsOf(population, epoch, scored).at(-1)?.[0] ?? ZERO)

/** Proofs of many rows, from one tree: siblings from the row up. */
export function scoreProofs(
  population: Population,
  epoch: number,
  scored: ScoredEpoch,
): (row: ScoreRow) => Hex[] {
  const levels = levelsOf(population, epoch, scored).slice(0, -1)
  return (row) => levels.map((nodes, depth) => bytesToHex(nodes[(row.index >> depth) ^ 1] ?? ZERO))
}

/** As the board checks it: the index says left or right, the count how deep a row lies. */
export function verifyScore(
  scores: { readonly root: Hex; readonly count: number },
  population: Population,
  epoch: number,
  row: ScoreRow,
  proof: readonly Hex[],
): boolean {
  if (row.index >= scores.count || proof.length !== Math.ceil(Math.log2(scores.count))) return false
  const root = proof.reduce(
    (node, sibling, depth) => {
      const other = hexToBytes(sibling)
      return (row.index >> depth) % 2 === 1 ? hashPair(other, node) : hashPair(node, other)
    },
    scoreLeaf(population, epoch, row),
  )
  return bytesToHex(root) === scores.root
}
