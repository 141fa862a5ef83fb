import { SOGNI_UNIT_WEI } from '@supernet/sdk/protocol'
import type { PayeesView } from '@supernet/sdk/schema'
import { isAddressEqual } from 'viem'
import { formatAmount } from '../../../lib/amounts.ts'
import { formatSeconds } from '../../../lib/time.ts'

type Address = `0x${string}`

/** The rule for people who are new, for SOGNI in ledger units. */
export interface PayeeRule {
  readonly most: bigint
  readonly left: bigint
  readonly delay: number
}

/** The rule for a token, which is SOGNI; undefined where the relayer has none. */
export function ruleFor({ limits, delay }: PayeesView, token: Address): PayeeRule | undefined {
  const limit = limits.find((one) => isAddressEqual(one.token, token))
  return limit && { most: limit.most / SOGNI_UNIT_WEI, left: limit.left / SOGNI_UNIT_WEI, delay }
}

/** Whether so much is held for this payee, before anybody signs it. */
export const isHeld = (
  { payees, ...view }: PayeesView,
  token: Address,
  { payee, amount, now }: { payee: Address; amount: bigint; now: number },
): boolean => {
  const rule = ruleFor({ payees, ...view }, token)
  const isOpen = payees.some((one) => isAddressEqual(one.payee, payee) && one.opensAt <= now)
  return rule !== undefined && !isOpen && amount > rule.left
}

/** "To people who are new here: 1,000 SOGNI a day at once, 988 left today. More 24 h after you announce them." */
export function ruleWords({ most, left, delay }: PayeeRule): string {
  const day = `${formatAmount(most, 'sogni')} a day at once`
  const rest = left < most ? `, ${formatAmount(left, 'sogni')} left today` : ''
  return `To people who are new here: ${day}${rest}. More ${formatSeconds(delay)} after you announce them.`
}
