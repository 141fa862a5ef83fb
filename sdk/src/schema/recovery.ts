import { z } from 'zod'
import { DeviceName, PasskeyCreation, SignerView } from './login.ts'
import { Address, Hex, Hex32, Uint32, Uint40 } from './primitives.ts'
import { UserOperation } from './userOperation.ts'

/** Long enough that nobody guesses one in the days that it counts; read aloud and typed all the same. */
export const RecoveryCode = z
  .string()
  .transform((text) => text.toUpperCase().replaceAll('-', ''))
  .pipe(z.string().regex(/^[0-9A-HJKMNP-TV-Z]{12}$/, 'is not the code of a recovery'))

export const RecoveryRequest = z.object({
  passkey: PasskeyCreation,
  /** Of the new device. */
  name: DeviceName,
})
export type RecoveryRequest = z.infer<typeof RecoveryRequest>

/** What guardians sign in one sitting: the passkey is proposed now, and put in place once the delay is over. */
export const RecoveryOperations = z.object({ proposal: UserOperation, completion: UserOperation })
export type RecoveryOperations = Readonly<z.infer<typeof RecoveryOperations>>

/**
 * `open` no guardian has signed, `signing` some have, `sending` enough have and the proposal goes to the chain, `proposed` it
 * waits there for its delay, `ready` the delay is over and the completion goes to the chain; the others are ends. `refused`
 * has a `reason`, and `sending` or `ready` where something has to be waited for or signed again.
 */
export const RecoveryState = z.enum([
  'open',
  'signing',
  'sending',
  'proposed',
  'ready',
  'completed',
  'cancelled',
  'expired',
  'refused',
])
export type RecoveryState = z.infer<typeof RecoveryState>

/** A person without a device, a new passkey, and how far the guardians of an account have come with it. */
export const RecoveryView = z.object({
  code: z.string(),
  state: RecoveryState,
  /** Passkey that is to own the account. Both sides compare `device` by another way before anybody signs. */
  signer: SignerView,
  key: z.object({ qx: Hex32, qy: Hex32 }),
  /** Chosen by the guardian that signed first; with it come what the account has set, and what is signed. */
  account: Address.optional(),
  threshold: Uint32.optional(),
  /** Seconds between proposal and completion. */
  delay: Uint32.optional(),
  operations: RecoveryOperations.optional(),
  /** Guardians whose signatures are here. */
  signed: z.array(Address),
  /** Chain seconds: when it was proposed, and from when on it can be completed. */
  proposedAt: Uint40.optional(),
  readyAt: Uint40.optional(),
  /** When guardians can sign no more, or, once it is proposed, when it can no longer be completed. */
  expiresAt: Uint40,
  /** Stable code of an error. */
  reason: z.string().optional(),
})
export type RecoveryView = z.infer<typeof RecoveryView>

/** What a guardian of `account` would sign for a recovery that has no account yet, or has this one. */
export const RecoveryDraft = z.object({
  account: Address,
  threshold: Uint32,
  delay: Uint32,
  operations: RecoveryOperations,
})
export type RecoveryDraft = z.infer<typeof RecoveryDraft>

/** ERC-1271 signatures of contracts are long. */
const GuardianSignature = Hex.refine((signature) => signature.length <= 20_002, 'is longer than 10,000 bytes')

export const RecoverySignature = z.object({
  account: Address,
  /** An address that the account has named: of a wallet, or of another account. */
  guardian: Address,
  /** Over the typed data of each operation. */
  proposal: GuardianSignature,
  completion: GuardianSignature,
})
export type RecoverySignature = z.infer<typeof RecoverySignature>

/** An account that has named a guardian. */
export const GuardedView = z.object({ account: Address, threshold: Uint32, delay: Uint32 })
export type GuardedView = z.infer<typeof GuardedView>
