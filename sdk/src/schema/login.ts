import { z } from 'zod'
import { Address, Amount, Hex, Hex32, Uint40 } from './primitives.ts'

/** Bytes as browsers write them in the JSON forms of WebAuthn. */
const base64Url = (maxLength: number) => z.base64url().min(1).max(maxLength)
export const CredentialId = base64Url(2_048)
export type CredentialId = z.infer<typeof CredentialId>

/** What a device or a login is called by its owner. */
export const DeviceName = z.string().trim().min(1).max(60)

/** A call that the factory lets the account make at its birth. */
export const BirthCall = z.object({ to: Address, value: Amount, data: Hex })
export type BirthCall = z.infer<typeof BirthCall>

/** What the factory makes an account of: enough to compute its address, and to make it. */
export const Founding = z.object({ qx: Hex32, qy: Hex32, salt: Hex32, birth: z.array(BirthCall).max(8) })
export type Founding = z.infer<typeof Founding>

/** What a sign-in has to confirm: the challenge of a passkey, the nonce of a wallet's message. Counts once. */
export const LoginChallenge = z.object({
  challenge: Hex32,
  expiresAt: Uint40,
  /** Domain that passkeys of this relayer belong to. */
  rpId: z.string(),
  chainId: z.number().int(),
})
export type LoginChallenge = z.infer<typeof LoginChallenge>

const credential = {
  id: CredentialId,
  rawId: CredentialId,
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).nullish(),
  clientExtensionResults: z.looseObject({}).default({}),
}

/** `RegistrationResponseJSON` of WebAuthn: what a browser gives when it has made a passkey. */
export const PasskeyCreation = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64Url(8_192),
    attestationObject: base64Url(65_536),
    transports: z.array(z.string().max(40)).max(10).optional(),
  }),
})
export type PasskeyCreation = z.infer<typeof PasskeyCreation>

/** `AuthenticationResponseJSON` of WebAuthn: what a browser gives when a passkey was used. */
export const PasskeyUse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64Url(8_192),
    authenticatorData: base64Url(8_192),
    signature: base64Url(2_048),
    userHandle: base64Url(2_048).nullish(),
  }),
})
export type PasskeyUse = z.infer<typeof PasskeyUse>

export const RegisterRequest = z.object({
  passkey: PasskeyCreation,
  salt: Hex32,
  birth: Founding.shape.birth,
  /** Of this device. */
  name: DeviceName,
  /** Who brought the person here. */
  referrer: Address.optional(),
})
export type RegisterRequest = z.infer<typeof RegisterRequest>

export const PasskeyLoginRequest = z.object({ passkey: PasskeyUse })

/** EIP-4361: a message that a wallet signed. */
export const WalletLoginRequest = z.object({
  message: z.string().min(1).max(4_096),
  signature: Hex,
  /** The account that the wallet signs in to as one of its devices; without it, the wallet is the account. */
  account: Address.optional(),
})
export type WalletLoginRequest = z.infer<typeof WalletLoginRequest>

/** What signed in, by its ERC-7913 form: a wallet's address, or the verifier of passkeys with a key. */
export const SignerView = z.object({
  /** Its name in the events of the device validator: the hash of `signer`. */
  device: Hex32,
  signer: Hex,
  kind: z.enum(['passkey', 'wallet']),
  /** Of a passkey whose registration this relayer has seen. */
  credential: CredentialId.optional(),
  name: DeviceName.optional(),
})
export type SignerView = z.infer<typeof SignerView>

/** A login, with what a browser that forgot everything needs to use the account again. */
export const LoginView = z.object({
  id: z.uuid(),
  account: Address,
  signer: SignerView,
  /** Absent where the account was not made by the factory: a wallet signed in for itself. */
  founding: Founding.optional(),
  /** Who brought the person here, as long as the account has not said so on chain. */
  referrer: Address.optional(),
  since: Uint40,
  seenAt: Uint40,
  expiresAt: Uint40,
  /** Whether it is the one that asks. */
  current: z.boolean(),
})
export type LoginView = z.infer<typeof LoginView>
