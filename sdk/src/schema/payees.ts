import { z } from 'zod'
import { DeviceName } from './login.ts'
import { Address, Hex32, Uint40 } from './primitives.ts'

export const PayeeRequest = z.object({ payee: Address, name: DeviceName })
export type PayeeRequest = z.infer<typeof PayeeRequest>

/** Whom the account wants to send more to than a little. */
export const PayeeView = z.object({
  payee: Address,
  name: DeviceName,
  announcedAt: Uint40,
  /** From then on the sponsor pays for transfers of any amount. */
  opensAt: Uint40,
  /** The device that announced it. */
  device: Hex32,
})
export type PayeeView = z.infer<typeof PayeeView>
