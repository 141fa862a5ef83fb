import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, concatBytes, type Hex, hexToBytes } from 'viem'

/*
 * The tree of @openzeppelin/merkle-tree, on bytes: sorted leaves, sorted pairs, so that OpenZeppelin's MerkleProof
 * checks it on chain. Ours because a worker hashes 50 latents a picture and the library's hex strings cost 10 times
 * the hashing; the tests hold both equal.
 */

const compare = (a: Uint8Array, b: Uint8Array): number => {
  for (let i = 0; i < 32; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

const hashPair = (a: Uint8Array, b: Uint8Array): Uint8Array =>
  keccak_256(compare(a, b) < 0 ? concatBytes([a, b]) : concatBytes([b, a]))

const nodeAt = (tree: readonly Uint8Array[], i: number): Uint8Array => {
  const node = tree[i]
  if (node === undefined) throw new RangeError('a Merkle tree has at least one leaf')
  return node
}

/** Nodes by index: root at 0, children of i at 2i + 1 and 2i + 2, leaves at the end from right to left. */
export function buildTree(leaves: readonly Uint8Array[]): Uint8Array[] {
  const tree = [
    ...new Array<Uint8Array>(Math.max(leaves.length - 1, 0)),
    ...[...leaves].sort(compare).reverse(),
  ]
  for (let i = leaves.length - 2; i >= 0; i--)
    tree[i] = hashPair(nodeAt(tree, 2 * i + 1), nodeAt(tree, 2 * i + 2))
  return tree
}

export const treeRoot = (tree: readonly Uint8Array[]): Hex => bytesToHex(nodeAt(tree, 0))

/** Siblings from the leaf up to the root. */
export function treeProof(tree: readonly Uint8Array[], leaf: Uint8Array): Hex[] {
  const proof: Hex[] = []
  let i = tree.findLastIndex((node) => compare(node, leaf) === 0)
  for (; i > 0; i = (i - 1) >> 1) proof.push(bytesToHex(nodeAt(tree, i % 2 === 1 ? i + 1 : i - 1)))
  return proof
}

export const processProof = (leaf: Uint8Array, proof: readonly Hex[]): Hex =>
  bytesToHex(proof.reduce((node, sibling) => hashPair(node, hexToBytes(sibling)), leaf))
