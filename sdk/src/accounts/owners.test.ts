import { createHash, createPublicKey, verify } from 'node:crypto'
import {
  type Address,
  type Hex,
  hashTypedData,
  hexToBytes,
  recoverAddress,
  size,
  slice,
  type TypedDataDefinition,
} from 'viem'
import { getUserOperationHash } from 'viem/account-abstraction'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import { createPasskey } from '../../../test/helpers/passkey.ts'
import { passkeySigner, signerId, typedDeviceHash } from '../protocol/accountSignatures.ts'
import { bytesToBase64Url } from '../protocol/base64.ts'
import { encodePasskeySignature, type PasskeyAssertion } from '../protocol/passkeySignature.ts'
import { hashUserOperation, type UserOperation } from '../protocol/userOperation.ts'
import { passkeyDevice, walletDevice } from './owners.ts'

const address = (byte: string): Address => `0x${byte.repeat(20)}`
const contracts = { deviceValidator: address('0d'), webAuthnVerifier: address('0e') }
const signing = {
  account: address('0a'),
  entryPoint: { chainId: 31_337, address: address('01') },
  time: 1_800_000_000,
}
const operation: UserOperation = {
  sender: signing.account,
  nonce: 7n,
  callData: '0x12345678',
  callGasLimit: 1n,
  verificationGasLimit: 2n,
  preVerificationGas: 3n,
  maxFeePerGas: 4n,
  maxPriorityFeePerGas: 5n,
  signature: '0x',
}
const digest = hashUserOperation(signing.entryPoint, operation)
const statement: TypedDataDefinition = {
  domain: { name: 'Dapp', version: '1', chainId: 31_337, verifyingContract: address('0b') },
  types: { Vote: [{ name: 'id', type: 'uint256' }] },
  primaryType: 'Vote',
  message: { id: 7n },
}
const confirmed = hashTypedData(
  typedDeviceHash(31_337, contracts.deviceValidator, signing.account, hashTypedData(statement)) as never,
)

/** Takes a device's signature apart: two bytes of length, who signs, what it signed. */
function partsOf(signature: Hex): { signer: Hex; inner: Hex } {
  const length = Number.parseInt(slice(signature, 0, 2), 16)
  return { signer: slice(signature, 2, 2 + length), inner: slice(signature, 2 + length) }
}

describe('another passkey of an account', () => {
  const passkey = createPasskey('http://localhost')
  const made: { hash: Hex; assertion: PasskeyAssertion }[] = []
  const device = passkeyDevice(contracts, {
    ...passkey,
    sign: (hash) => {
      const assertion = passkey.sign(hash)
      made.push({ hash, assertion })
      return assertion
    },
  })
  const signer = passkeySigner(contracts.webAuthnVerifier, passkey)

  /** Whether the key of the device made the assertion over this hash. */
  function isOver(hash: Hex, { signature, webauthn }: PasskeyAssertion): boolean {
    const { clientDataJSON, authenticatorData } = webauthn
    const { challenge } = JSON.parse(clientDataJSON) as { challenge: string }
    const [x, y] = [passkey.qx, passkey.qy].map((part) => bytesToBase64Url(hexToBytes(part)))
    const key = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } as never })
    const data = createHash('sha256').update(clientDataJSON).digest()
    const message = Buffer.concat([hexToBytes(authenticatorData), data])
    const proof = hexToBytes(signature as Hex)
    return (
      challenge === bytesToBase64Url(hexToBytes(hash)) &&
      verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, proof)
    )
  }

  it('signs the hash of an operation, and says which device it is', async () => {
    expect(device.validator).toBe(contracts.deviceValidator)
    const signature = await device.signOperation(signing, operation)
    const last = made.at(-1)
    expect(last?.hash).toBe(digest)
    expect(last && isOver(digest, last.assertion)).toBe(true)
    const parts = partsOf(signature)
    expect(parts.signer).toBe(signer)
    expect(parts.inner).toBe(last && encodePasskeySignature(last.assertion))
    // The hash is the one that viem and the entry point know.
    const { chainId, address: entryPointAddress } = signing.entryPoint
    const theirs = { chainId, entryPointAddress, entryPointVersion: '0.8' as const }
    expect(getUserOperationHash({ ...theirs, userOperation: operation as never })).toBe(digest)
  })

  it('is estimated with a stub that is no shorter', async () => {
    const signature = await device.signOperation(signing, operation)
    expect(size(device.stub)).toBeGreaterThanOrEqual(size(signature))
    expect(partsOf(device.stub).signer).toBe(signer)
  })

  it('confirms for the account by a hash that is nested in the module', async () => {
    const signature = (await device.signTypedData?.(signing, statement)) ?? '0x'
    const last = made.at(-1)
    expect(last?.hash).toBe(confirmed)
    expect(last && isOver(confirmed, last.assertion)).toBe(true)
    expect(slice(signature, 0, 20)).toBe(contracts.deviceValidator)
    expect(partsOf(slice(signature, 20)).signer).toBe(signer)
  })
})

describe('a wallet among the devices', () => {
  it('sees what it signs, and is named by its address', async () => {
    const wallet = privateKeyToAccount(generatePrivateKey())
    const device = walletDevice(contracts, {
      address: wallet.address,
      signTypedData: (data) => wallet.signTypedData(data as never),
    })
    const { signer, inner } = partsOf(await device.signOperation(signing, operation))
    expect(signerId(signer)).toBe(signerId(wallet.address))
    expect(await recoverAddress({ hash: digest, signature: inner })).toBe(wallet.address)
    expect(size(device.stub)).toBe(2 + 20 + 65)
    const outer = (await device.signTypedData?.(signing, statement)) ?? '0x'
    const confirmation = partsOf(slice(outer, 20))
    expect(await recoverAddress({ hash: confirmed, signature: confirmation.inner })).toBe(wallet.address)
  })
})
