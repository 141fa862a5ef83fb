import {
  type Address,
  concatHex,
  encodeAbiParameters,
  type Hex,
  keccak256,
  numberToHex,
  type SignableMessage,
  size,
  type TypedData,
  type TypedDataDefinition,
} from 'viem'
import { hashMessage, hashTypedData, wrapTypedDataSignature } from 'viem/experimental/erc7739'
import type { PasskeyPublicKey } from './passkeySignature.ts'

const DAY = 86_400

/** A signature of a secp256k1 key that verifies nowhere, as long as real ones: operations are estimated with it. */
export const STUB_ECDSA_SIGNATURE: Hex = `0x${'a1'.repeat(32)}${'51'.repeat(32)}1c`

/** A wallet, or a passkey with its verifier, as an ERC-7913 signer: what devices and guardians are named by. */
export const walletSigner = (wallet: Address): Hex => wallet
export const passkeySigner = (verifier: Address, { qx, qy }: PasskeyPublicKey): Hex =>
  concatHex([verifier, qx, qy])

/** Id of a device or guardian in events and views. */
export const signerId = (signer: Hex): Hex => keccak256(signer)

/** Signature of an operation by a device of the account. */
export const encodeDeviceSignature = (signer: Hex, signature: Hex): Hex =>
  concatHex([numberToHex(size(signer), { size: 2 }), signer, signature])

/** What a device signs where the account is to confirm a hash by ERC-1271. */
export const typedDeviceHash = (chainId: number, deviceValidator: Address, account: Address, hash: Hex) =>
  ({
    domain: { name: 'DeviceValidator', version: '1', chainId, verifyingContract: deviceValidator },
    types: {
      DeviceSignature: [
        { name: 'account', type: 'address' },
        { name: 'hash', type: 'bytes32' },
      ],
    },
    primaryType: 'DeviceSignature',
    message: { account, hash },
  }) as const

/** ERC-1271 signature of an account by one of its devices. */
export const encodeDeviceConfirmation = (deviceValidator: Address, signer: Hex, signature: Hex): Hex =>
  concatHex([deviceValidator, encodeDeviceSignature(signer, signature)])

/** Signature of an operation by a delegate key; it is valid on the UTC day of `time` only, in chain seconds. */
export const encodeDelegateSignature = (time: number, signature: Hex): Hex =>
  concatHex([numberToHex(Math.floor(time / DAY), { size: 4 }), signature])

/** Signature of an operation by guardians. */
export function encodeGuardianSignatures(signed: readonly { signer: Hex; signature: Hex }[]): Hex {
  // By id: the contract then sees without a search that nobody comes twice.
  const sorted = signed.toSorted((a, b) => (signerId(a.signer) < signerId(b.signer) ? -1 : 1))
  return encodeAbiParameters(
    [{ type: 'bytes[]' }, { type: 'bytes[]' }],
    [sorted.map(({ signer }) => signer), sorted.map(({ signature }) => signature)],
  )
}

/** The account's own EIP-712 domain, in which it nests what it confirms. */
const accountDomain = (chainId: number, account: Address) =>
  ({
    name: 'SupernetAccount',
    version: '1',
    chainId,
    verifyingContract: account,
    salt: `0x${'00'.repeat(32)}`,
  }) as const

/** ERC-7739: what the owner's passkey signs, so that typed data is confirmed for this account and no other. */
export const hashForAccount = (chainId: number, account: Address, data: TypedDataDefinition): Hex =>
  hashTypedData({
    ...(data as TypedDataDefinition<TypedData, string>),
    verifierDomain: accountDomain(chainId, account),
  })

/** ERC-7739: what the owner's passkey signs for a message; its signature is that of the account as it is. */
export const hashMessageForAccount = (chainId: number, account: Address, message: SignableMessage): Hex =>
  hashMessage({ message, verifierDomain: accountDomain(chainId, account) })

/** The ERC-1271 signature that goes with {@link hashForAccount}. */
export const wrapForAccount = (data: TypedDataDefinition, signature: Hex): Hex =>
  wrapTypedDataSignature({ ...(data as TypedDataDefinition<TypedData, string>), signature })
