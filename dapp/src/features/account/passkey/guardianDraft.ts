import { MAX_RECOVERY_THRESHOLD } from '@supernet/sdk/protocol'
import { isAddress, isAddressEqual } from 'viem'
import type { GuardiansView } from '../../../queries/devices.ts'
import type { GuardianSettings } from '../../../wallet/passkey/manage.ts'

type Address = `0x${string}`

const DAY = 86_400
const DEFAULT_DAYS = 3
const CHOICES = [3, 7, 14, 30]

/** As many as can be asked to sign: whoever names them may want all of them to agree. */
const MOST_GUARDIANS = MAX_RECOVERY_THRESHOLD

/** What is written on the form: the named guardians, and an address that is being typed. */
export interface GuardianDraft extends GuardianSettings {
  readonly typed: string
}

export const draftOf = ({ guardians, threshold, delay }: GuardiansView): GuardianDraft => ({
  guardians,
  threshold: Math.max(1, threshold),
  days: delay === 0 ? DEFAULT_DAYS : Math.round(delay / DAY),
  typed: '',
})

/** Why the typed address cannot be a guardian of this account; undefined for none, and for one that can. */
export function faultOf({ guardians, typed }: GuardianDraft, account: Address): string | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  if (!isAddress(text, { strict: false })) return 'An address begins with 0x and has 42 characters'
  if (isAddressEqual(text, account)) return 'This is the account itself'
  if (guardians.some((one) => isAddressEqual(one, text))) return 'This guardian is named already'
  return guardians.length >= MOST_GUARDIANS ? `At most ${MOST_GUARDIANS} guardians` : undefined
}

/** What saving the form sets: an address that is typed counts as named. */
export function settingsOf(draft: GuardianDraft, account: Address): GuardianSettings {
  const typed = draft.typed.trim()
  const isWhole = typed !== '' && faultOf(draft, account) === undefined
  const guardians = isWhole ? [...draft.guardians, typed as Address] : draft.guardians
  return { guardians, threshold: Math.min(draft.threshold, Math.max(1, guardians.length)), days: draft.days }
}

export function isChanged(settings: GuardianSettings, named: GuardiansView): boolean {
  const before = draftOf(named)
  if (settings.guardians.length === 0) return named.guardians.length > 0
  return (
    settings.guardians.length !== before.guardians.length ||
    settings.guardians.some((one, place) => one !== before.guardians[place]) ||
    settings.threshold !== before.threshold ||
    settings.days !== before.days
  )
}

/** Waits to choose from, with the one that is in force. */
export const dayChoices = (named: GuardiansView): number[] =>
  [...new Set([...CHOICES, draftOf(named).days])].toSorted((a, b) => a - b)

/** "Any 2 of these 3". */
export function anyOf({ guardians, threshold }: Pick<GuardianSettings, 'guardians' | 'threshold'>): string {
  if (guardians.length <= 1) return 'This guardian'
  if (threshold === guardians.length)
    return guardians.length === 2 ? 'Both together' : `All ${guardians.length} together`
  return threshold === 1 ? 'Any one of these' : `Any ${threshold} of these ${guardians.length}`
}
