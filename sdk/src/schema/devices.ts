import { z } from 'zod'
import { DeviceName, PasskeyCreation, SignerView } from './login.ts'
import { Address, Uint40 } from './primitives.ts'

/** A signer of an account, as the chain has it; `waiting` where it was registered and the account has not added it. */
export const DeviceView = SignerView.extend({ standing: z.enum(['owner', 'device', 'waiting']) })
export type DeviceView = z.infer<typeof DeviceView>

/** Short enough to be typed at another device. */
export const LinkCode = z
  .string()
  .transform((text) => text.toUpperCase().replaceAll('-', ''))
  .pipe(z.string().regex(/^[0-9A-HJKMNP-TV-Z]{8}$/, 'is not the code of a link'))

export const LinkRequest = z.object({
  passkey: PasskeyCreation,
  /** Of the new device. */
  name: DeviceName,
})
export type LinkRequest = z.infer<typeof LinkRequest>

/** A new device that wants to sign for an account: named by a code, claimed by an account, added by it on chain. */
export const LinkView = z.object({
  code: z.string(),
  state: z.enum(['open', 'claimed', 'added']),
  signer: SignerView,
  account: Address.optional(),
  expiresAt: Uint40,
})
export type LinkView = z.infer<typeof LinkView>
