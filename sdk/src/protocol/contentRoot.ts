import { SimpleMerkleTree } from '@openzeppelin/merkle-tree'
import { encodeAbiParameters, type Hex, keccak256 } from 'viem'

/** A file of a model: path relative to its folder, with `/`, and SHA-256 of its bytes. */
export interface ContentFile {
  readonly path: string
  readonly sha256: Hex
}

const leafOf = ({ path, sha256 }: ContentFile): Hex =>
  keccak256(keccak256(encodeAbiParameters([{ type: 'string' }, { type: 'bytes32' }], [path, sha256])))

/** What the model registry stores of a folder, as StandardMerkleTree ['string', 'bytes32']; order does not matter. */
export const contentRoot = (files: readonly ContentFile[]): Hex =>
  SimpleMerkleTree.of(files.map(leafOf)).root as Hex
