import {
  type Address,
  type Hex,
  hashMessage,
  hashTypedData,
  type LocalAccount,
  type SignableMessage,
  type TypedDataDefinition,
} from 'viem'
import type { WebAuthnAccount } from 'viem/account-abstraction'
import {
  encodeDelegateSignature,
  encodeDeviceConfirmation,
  encodeDeviceSignature,
  hashForAccount,
  hashMessageForAccount,
  passkeySigner,
  STUB_ECDSA_SIGNATURE,
  typedDeviceHash,
  walletSigner,
  wrapForAccount,
} from '../protocol/accountSignatures.ts'
import {
  encodePasskeySignature,
  type PasskeyAssertion,
  type PasskeyPublicKey,
  passkeyPublicKey,
  stubPasskeySignature,
} from '../protocol/passkeySignature.ts'
import {
  type EntryPoint,
  hashUserOperation,
  typedUserOperation,
  type UserOperation,
} from '../protocol/userOperation.ts'
import type { Contracts } from '../schema/network.ts'

/** Whoever holds a passkey: it signs a hash after the person has agreed to it. */
export type Passkey = {
  sign(hash: Hex): PasskeyAssertion | Promise<PasskeyAssertion>
  /** Page on which it signs: part of what it signs. */
  readonly origin: string
}

/** The account whose operations are signed, and its chain. */
export type Signing = {
  readonly account: Address
  readonly entryPoint: EntryPoint
  /** Chain seconds. */
  readonly time: number
}

/** Who signs for an account. A key that may sign operations only has no `signMessage` and `signTypedData`. */
export interface AccountOwner {
  /** Module that judges its operations; none where the account itself does. */
  readonly validator?: Address
  /** As long as a signature of an operation, and none: what operations are estimated with. */
  readonly stub: Hex
  signOperation(signing: Signing, operation: UserOperation): Promise<Hex>
  signMessage?(signing: Omit<Signing, 'time'>, message: SignableMessage): Promise<Hex>
  signTypedData?(signing: Omit<Signing, 'time'>, data: TypedDataDefinition): Promise<Hex>
}

/** A browser's passkey, by viem's `toWebAuthnAccount`. */
export const browserPasskey = (account: WebAuthnAccount, origin: string): Passkey & PasskeyPublicKey => ({
  ...passkeyPublicKey(account.publicKey),
  origin,
  sign: (hash) => account.sign({ hash }),
})

/** The passkey that owns the account. */
export function passkeyOwner(passkey: Passkey): AccountOwner {
  const sign = async (hash: Hex) => encodePasskeySignature(await passkey.sign(hash))
  return {
    stub: stubPasskeySignature(passkey.origin),
    signOperation: ({ entryPoint }, operation) => sign(hashUserOperation(entryPoint, operation)),
    signMessage: ({ account, entryPoint }, message) =>
      sign(hashMessageForAccount(entryPoint.chainId, account, message)),
    signTypedData: async ({ account, entryPoint }, data) =>
      wrapForAccount(data, await sign(hashForAccount(entryPoint.chainId, account, data))),
  }
}

/** A key with a narrow part of the account's rights: it signs operations without asking anyone. */
export function delegateOwner(
  { delegateValidator }: Pick<Contracts, 'delegateValidator'>,
  key: Pick<Required<LocalAccount>, 'sign'>,
): AccountOwner {
  return {
    validator: delegateValidator,
    stub: encodeDelegateSignature(0xffffffff, STUB_ECDSA_SIGNATURE),
    signOperation: async ({ entryPoint, time }, operation) =>
      encodeDelegateSignature(time, await key.sign({ hash: hashUserOperation(entryPoint, operation) })),
  }
}

/** Another passkey of the account, on a device that the account has added. */
export function passkeyDevice(
  { deviceValidator, webAuthnVerifier }: Pick<Contracts, 'deviceValidator' | 'webAuthnVerifier'>,
  passkey: Passkey & PasskeyPublicKey,
): AccountOwner {
  return deviceOwner(
    deviceValidator,
    passkeySigner(webAuthnVerifier, passkey),
    stubPasskeySignature(passkey.origin),
    async (data) => encodePasskeySignature(await passkey.sign(hashTypedData(data))),
  )
}

/** A wallet that the account has added as a device. It sees what it signs: operations are typed data. */
export function walletDevice(
  { deviceValidator }: Pick<Contracts, 'deviceValidator'>,
  wallet: {
    readonly address: Address
    signTypedData(data: TypedDataDefinition): Promise<Hex>
  },
): AccountOwner {
  return deviceOwner(deviceValidator, walletSigner(wallet.address), STUB_ECDSA_SIGNATURE, (data) =>
    wallet.signTypedData(data),
  )
}

function deviceOwner(
  deviceValidator: Address,
  signer: Hex,
  stub: Hex,
  sign: (data: TypedDataDefinition) => Promise<Hex>,
): AccountOwner {
  const confirm = async ({ account, entryPoint }: Omit<Signing, 'time'>, hash: Hex) => {
    const nested = typedDeviceHash(entryPoint.chainId, deviceValidator, account, hash)
    return encodeDeviceConfirmation(deviceValidator, signer, await sign(nested as TypedDataDefinition))
  }
  return {
    validator: deviceValidator,
    stub: encodeDeviceSignature(signer, stub),
    signOperation: async ({ entryPoint }, operation) => {
      return encodeDeviceSignature(signer, await sign(typedUserOperation(entryPoint, operation)))
    },
    signMessage: (signing, message) => confirm(signing, hashMessage(message)),
    signTypedData: (signing, data) => confirm(signing, hashTypedData(data)),
  }
}
