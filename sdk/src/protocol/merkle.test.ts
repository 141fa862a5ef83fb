import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { zeroHash } from 'viem'
import { describe, expect, it } from 'vitest'
import { hex32 } from '../testing/jobRecords.ts'
import { contentRoot } from './contentRoot.ts'
import {
  DECODED_STEP,
  imageTraceRoot,
  receiptsRoot,
  resultProof,
  resultRoot,
  traceRoot,
  verifyResultProof,
} from './merkle.ts'

const images = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ image: i * 3, hash: hex32(1_000 + i) }))
const standard = (count: number) =>
  StandardMerkleTree.of(
    images(count).map(({ image, hash }) => [image, hash]),
    ['uint16', 'bytes32'],
  )
const counts = [1, 2, 3, 4, 5, 7, 8, 16, 31, 512]

describe('roots are those of OpenZeppelin’s StandardMerkleTree', () => {
  it.each(counts)('over %d pictures, with every proof', (count) => {
    const tree = standard(count)
    const root = resultRoot(images(count))
    expect(root).toBe(tree.root)
    expect(traceRoot(images(count))).toBe(tree.root)
    for (const leaf of images(Math.min(count, 40))) {
      const proof = resultProof(images(count), leaf.image)
      expect(proof).toEqual(tree.getProof([leaf.image, leaf.hash]))
      expect(verifyResultProof(root, leaf, proof)).toBe(true)
      expect(verifyResultProof(root, { ...leaf, image: leaf.image + 1 }, proof)).toBe(false)
    }
  })

  it('over the latents of an image, with the decoded picture at the end', () => {
    const latents = Array.from({ length: 21 }, (_, k) => hex32(50 + k))
    const leaves = latents.map((hash, k) => [hex32(1), 4, k, hash])
    const types = ['bytes32', 'uint16', 'uint16', 'bytes32']
    expect(imageTraceRoot(hex32(1), 4, latents)).toBe(StandardMerkleTree.of(leaves, types).root)
    expect(imageTraceRoot(hex32(1), 4, latents, hex32(99))).toBe(
      StandardMerkleTree.of([...leaves, [hex32(1), 4, DECODED_STEP, hex32(99)]], types).root,
    )
  })

  it('over receipts, and over the files of a model', () => {
    const receipts = [hex32(1), hex32(2), hex32(3)]
    expect(receiptsRoot(receipts)).toBe(
      StandardMerkleTree.of(
        receipts.map((hash) => [hash]),
        ['bytes32'],
      ).root,
    )
    expect(
      contentRoot([
        { path: 'a/model.onnx', sha256: hex32(1) },
        { path: 'manifest.json', sha256: hex32(2) },
      ]),
    ).toBe(
      StandardMerkleTree.of(
        [
          ['a/model.onnx', hex32(1)],
          ['manifest.json', hex32(2)],
        ],
        ['string', 'bytes32'],
      ).root,
    )
  })
})

it('has a zero root over nothing, and no proof of what is not there', () => {
  expect(resultRoot([])).toBe(zeroHash)
  expect(resultProof(images(4), 1)).toEqual([])
})

it('changes with the place of a picture', () => {
  const [first, second] = images(2)
  if (first === undefined || second === undefined) throw new Error('unreachable')
  expect(resultRoot([first, second])).toBe(resultRoot([second, first]))
  expect(
    resultRoot([
      { ...first, image: second.image },
      { ...second, image: first.image },
    ]),
  ).not.toBe(resultRoot([first, second]))
})
