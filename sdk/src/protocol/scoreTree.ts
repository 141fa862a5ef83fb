import { concatHex, encodeAbiParameters, type Hex, hexToBytes, keccak256 } from 'viem'
import { leafOf, rootOf } from './merkle.ts'
import { buildTree, processProof, treeProof } from './merkleTree.ts'
import type { ScoredEpoch, ScoreRow } from './tiers.ts'

/** Whom a score compares; the order equals `Population` in IScoreBoard. */
export const POPULATIONS = ['users', 'workers'] as const
export type Population = (typeof POPULATIONS)[number]

const words = (...values: readonly bigint[]): Hex =>
  concatHex(values.map((value) => encodeAbiParameters([{ type: 'uint256' }], [value])))

/** What a leaf binds beside its result: where the row stands and all that its score was computed from. */
export const inputsHash = (population: Population, row: ScoreRow): Hex =>
  keccak256(
    words(
      BigInt(POPULATIONS.indexOf(population)),
      BigInt(row.index),
      BigInt(row.rank),
      ...row.factors,
      ...row.sums,
    ),
  )

/** StandardMerkleTree's leaf over (id, epoch, score, tier, inputsHash). */
export const scoreLeaf = (population: Population, epoch: number, row: ScoreRow): Uint8Array =>
  leafOf(
    hexToBytes(row.id),
    hexToBytes(words(BigInt(epoch), row.score, BigInt(row.tier))),
    hexToBytes(inputsHash(population, row)),
  )

const leavesOf = (population: Population, epoch: number, { rows }: ScoredEpoch): Uint8Array[] =>
  rows.map((row) => scoreLeaf(population, epoch, row))

/** Root that the board is given; zero without rows. */
export const scoreRoot = (population: Population, epoch: number, scored: ScoredEpoch): Hex =>
  rootOf(leavesOf(population, epoch, scored))

/** Proofs of many rows, from one tree. */
export function scoreProofs(
  population: Population,
  epoch: number,
  scored: ScoredEpoch,
): (row: ScoreRow) => Hex[] {
  const tree = buildTree(leavesOf(population, epoch, scored))
  return (row) => treeProof(tree, scoreLeaf(population, epoch, row))
}

export const verifyScore = (
  root: Hex,
  population: Population,
  epoch: number,
  row: ScoreRow,
  proof: readonly Hex[],
): boolean => processProof(scoreLeaf(population, epoch, row), proof) === root
