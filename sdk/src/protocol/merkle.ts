import { keccak_256 } from '@noble/hashes/sha3.js'
import { concatBytes, type Hex, hexToBytes, zeroHash } from 'viem'
import { buildTree, processProof, treeProof, treeRoot } from './merkleTree.ts'

/*
 * Leaves are those of OpenZeppelin's StandardMerkleTree, keccak256(keccak256(abi.encode(...))). Static values are
 * encoded as their words side by side.
 */

export interface IndexedHash {
  /** Index of the picture in the whole request. */
  readonly image: number
  readonly hash: Hex
}

/** Step of the decoded picture in an image's trace; 0 is the seed noise, k the latent after step k. */
export const DECODED_STEP = 0xffff

/** An ABI word of a number below 2^32. */
const word = (value: number): Uint8Array => {
  const bytes = new Uint8Array(32)
  new DataView(bytes.buffer).setUint32(28, value)
  return bytes
}
/** StandardMerkleTree's leaf over encoded words. */
export const leafOf = (...words: Uint8Array[]): Uint8Array => keccak_256(keccak_256(concatBytes(words)))
const indexedLeaf = ({ image, hash }: IndexedHash): Uint8Array => leafOf(word(image), hexToBytes(hash))

/** Root over leaves; zero without any. */
export const rootOf = (leaves: readonly Uint8Array[]): Hex =>
  leaves.length === 0 ? zeroHash : treeRoot(buildTree(leaves))

/** Root over (imageIndex, imageHash), as StandardMerkleTree ['uint16', 'bytes32']; zero without images. */
export const resultRoot = (images: readonly IndexedHash[]): Hex => rootOf(images.map(indexedLeaf))

/** Root over (imageIndex, trace root of the image); zero without images. */
export const traceRoot = (traces: readonly IndexedHash[]): Hex => rootOf(traces.map(indexedLeaf))

/** Root over (jobId, imageIndex, k, hash of the latent after step k), with the decoded picture at 65535. */
export function imageTraceRoot(jobId: Hex, image: number, latents: readonly Hex[], decoded?: Hex): Hex {
  const head = [hexToBytes(jobId), word(image)]
  const leaves = latents.map((hash, k) => leafOf(...head, word(k), hexToBytes(hash)))
  if (decoded !== undefined) leaves.push(leafOf(...head, word(DECODED_STEP), hexToBytes(decoded)))
  return rootOf(leaves)
}

/** Proof that `image` is under `resultRoot(images)`: with the share's receipt, the receipt of one picture. */
export function resultProof(images: readonly IndexedHash[], image: number): Hex[] {
  const chosen = images.find((candidate) => candidate.image === image)
  return chosen === undefined ? [] : treeProof(buildTree(images.map(indexedLeaf)), indexedLeaf(chosen))
}

export const verifyResultProof = (root: Hex, leaf: IndexedHash, proof: readonly Hex[]): boolean =>
  processProof(indexedLeaf(leaf), proof) === root

/** Root over receipt digests that a Report carries; order does not matter. */
export const receiptsRoot = (receipts: readonly Hex[]): Hex =>
  rootOf(receipts.map((digest) => leafOf(hexToBytes(digest))))
