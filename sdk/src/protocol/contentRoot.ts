import { encodeAbiParameters, type Hex, hexToBytes } from 'viem'
import { leafOf, rootOf } from './merkle.ts'

/** A file of a model: path relative to its folder, with `/`, and SHA-256 of its bytes. */
export interface ContentFile {
  readonly path: string
  readonly sha256: Hex
}

/** What the model registry stores of a folder, as StandardMerkleTree ['string', 'bytes32']; order does not matter. */
export const contentRoot = (files: readonly ContentFile[]): Hex =>
  rootOf(
    files.map(({ path, sha256 }) =>
      leafOf(hexToBytes(encodeAbiParameters([{ type: 'string' }, { type: 'bytes32' }], [path, sha256]))),
    ),
  )
