import { decodeAbiParameters, hashTypedData, keccak256 } from 'viem'
import { expect, it } from 'vitest'
import { decodeAccountCalls, selectorOf } from './accountCalls.ts'
import { encodeCompletion, recoveryNonceKey, recoveryOperations, signedByGuardians } from './recovery.ts'
import { hashUserOperation, maxCostOf, typedUserOperation } from './userOperation.ts'

const contracts = { recoveryValidator: '0x00000000000000000000000000000000000000aa' } as const
const account = '0x00000000000000000000000000000000000000bb'
const key = { qx: `0x${'11'.repeat(32)}`, qy: `0x${'22'.repeat(32)}` } as const
const entryPoint = { chainId: 31_337, address: '0x00000000000000000000000000000000000000cc' } as const
const { proposal, completion } = recoveryOperations(contracts, { account, key, nonce: 7n })

it('is two operations of the account that cost it nothing, one after the other', () => {
  for (const operation of [proposal, completion]) {
    expect(operation.sender).toBe(account)
    expect(maxCostOf(operation)).toBe(0n)
    expect(operation.paymaster).toBeUndefined()
  }
  expect([proposal.nonce, completion.nonce]).toEqual([7n, 8n])
  expect(recoveryNonceKey(contracts) >> 32n).toBe(0xaan)
  expect(decodeAccountCalls(proposal.callData)?.map(({ to }) => to.toLowerCase())).toEqual([
    contracts.recoveryValidator,
  ])
  const calls = decodeAccountCalls(encodeCompletion(contracts, account, key))
  expect(calls?.map((call) => [call.to.toLowerCase(), selectorOf(call).length])).toEqual([
    [contracts.recoveryValidator, 10],
    [account, 10],
  ])
})

it('is signed as typed data whose hash is that of the operation', () => {
  for (const operation of [proposal, completion])
    expect(hashTypedData(typedUserOperation(entryPoint, operation))).toBe(
      hashUserOperation(entryPoint, operation),
    )
  expect(hashUserOperation(entryPoint, proposal)).not.toBe(hashUserOperation(entryPoint, completion))
})

it('carries guardians in the order that the contract wants', () => {
  const guardians = [1, 2, 3, 4].map((n) => ({
    guardian: `0x${`0${n}`.repeat(20)}` as const,
    signature: `0x0${n}` as const,
  }))
  const { signature } = signedByGuardians(proposal, guardians)
  expect(signature).toBe(signedByGuardians(proposal, guardians.toReversed()).signature)
  const [signers, signatures] = decodeAbiParameters([{ type: 'bytes[]' }, { type: 'bytes[]' }], signature)
  const ids = signers.map((signer) => keccak256(signer))
  expect(ids).toEqual(ids.toSorted())
  expect(signatures.map((one) => Number(one))).toEqual(signers.map((one) => Number(one.slice(0, 4))))
})
