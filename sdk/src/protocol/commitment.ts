import canonicalize from 'canonicalize'
import { encodeAbiParameters, type Hex, keccak256, stringToBytes } from 'viem'
import { BaseError } from '../errors/base.ts'
import type { Body, Order } from '../schema/order.ts'

const DOMAIN = keccak256(stringToBytes('supernet/params/v1'))

/**
 * Binds the clear order and the sealed body: keccak256(abi.encode(DOMAIN, jobId, keccak256(RFC 8785 JSON), salt)).
 * `salt` keeps short prompts from being guessed; it travels inside the sealed body.
 */
export function paramsCommit(jobId: Hex, order: Order, body: Body, salt: Hex): Hex {
  const json = canonicalize({ order, body })
  if (json === undefined) throw new BaseError('body-invalid')
  return keccak256(
    encodeAbiParameters(
      [{ type: 'bytes32' }, { type: 'bytes32' }, { type: 'bytes32' }, { type: 'bytes32' }],
      [DOMAIN, jobId, keccak256(stringToBytes(json)), salt],
    ),
  )
}
