import type { RecoveryView } from '@supernet/sdk/schema'
import { formatDate, formatLeft } from '../../lib/time.ts'

const DAY = 86_400

/** Who looks: whoever lost the devices, or a guardian. */
export type Looker = 'person' | 'guardian'

/** A recovery as far as it is told in words. */
export type Progress = Pick<
  RecoveryView,
  'state' | 'signed' | 'threshold' | 'delay' | 'proposedAt' | 'readyAt' | 'expiresAt' | 'reason'
>

/** A delay of seconds in words, to the next whole day. */
export const daysOf = (delay: number): string => {
  const days = Math.round(delay / DAY)
  return days === 1 ? '1 day' : `${days} days`
}

/** "1 of 2 guardians". */
const agreedOf = ({ signed, threshold = 1 }: Progress): string =>
  threshold === 1 ? '1 guardian' : `${signed.length} of ${threshold} guardians`

/** Answers, in one line, what both sides want to know. */
export function titleOf(progress: Progress, now: number, looker: Looker): string {
  const device = looker === 'person' ? 'This device' : 'The new device'
  switch (progress.state) {
    case 'open':
      return looker === 'person'
        ? 'Your guardians have to agree.'
        : 'Somebody asks to be let back into an account.'
    case 'signing':
      return `${agreedOf(progress)} agreed.`
    case 'sending':
      return 'The guardians have agreed.'
    case 'proposed':
      return `${device} takes over ${formatLeft(progress.readyAt ?? 0, now)}.`
    case 'ready':
      return `${device} takes over now.`
    case 'completed':
      return looker === 'person' ? 'The account is yours again.' : 'The new device has taken over.'
    case 'cancelled':
      return 'A device of the account cancelled this.'
    case 'expired':
      return 'This recovery ran out of time.'
    case 'refused':
      return 'This recovery cannot go on.'
  }
}

export interface ProgressStep {
  readonly name: string
  readonly at: 'done' | 'now' | 'later'
  readonly note?: string
}

const PLACES = { open: 0, signing: 0, sending: 1, proposed: 2, ready: 3, completed: 4 } as const

/** The way of a recovery, with what is known of each step; none for one that was stopped. */
export function stepsOf(progress: Progress, now: number): ProgressStep[] {
  const { state, threshold, delay, proposedAt, readyAt, expiresAt } = progress
  if (state === 'cancelled' || state === 'expired' || state === 'refused') return []
  const place = PLACES[state]
  const notes = [
    place === 0
      ? `${threshold === undefined ? 'Nobody has signed yet.' : `${agreedOf(progress)} signed.`} Until ${formatDate(expiresAt)}.`
      : undefined,
    proposedAt === undefined ? undefined : formatDate(proposedAt),
    readyAt === undefined
      ? delay === undefined
        ? 'As long as the account has set.'
        : `${daysOf(delay)}, as the account has set.`
      : place === 2
        ? `Until ${formatDate(readyAt)}, ${formatLeft(readyAt, now).replace(/^now$/, 'any moment now')}.`
        : `Until ${formatDate(readyAt)}.`,
    undefined,
  ]
  return [
    'The guardians sign',
    'Every device of the account is told',
    'A wait, in which any of them can cancel',
    'The new device takes over',
  ].map((name, index) => {
    const note = notes[index]
    const at = index < place ? 'done' : index === place ? 'now' : 'later'
    return { name, at, ...(note === undefined ? {} : { note }) }
  })
}
