import { z } from 'zod'
import { DeviceName } from './login.ts'
import { Address, Amount, Hex32, Uint40 } from './primitives.ts'

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

/** Of a token, in its smallest units: what goes in a day, all together, to people who are not open. */
export const PayeeLimit = z.object({ token: Address, most: Amount, left: Amount })
export type PayeeLimit = z.infer<typeof PayeeLimit>

/** Whom the account announced, and the rule that they were announced for. */
export const PayeesView = z.object({
  payees: z.array(PayeeView),
  /** Seconds from an announcement until it opens. */
  delay: z.number().int(),
  limits: z.array(PayeeLimit),
})
export type PayeesView = z.infer<typeof PayeesView>
