import type { ProposalState, ProposalView } from '@supernet/sdk/schema'
import { isAddressEqual, zeroAddress } from 'viem'
import { formatLeft } from '../../lib/time.ts'
import type { Tone } from '../../ui/State.tsx'

/** The first line of a description is its title. */
export const titleOf = ({ description }: Pick<ProposalView, 'description'>): string =>
  description
    .split('\n')[0]
    ?.replace(/^#+\s*/, '')
    .trim() || 'A proposal without a title'

export const reasonsOf = ({ description }: Pick<ProposalView, 'description'>): string =>
  description.split('\n').slice(1).join('\n').trim()

export const describe = (title: string, reasons: string): string =>
  reasons.trim() === '' ? `# ${title.trim()}` : `# ${title.trim()}\n\n${reasons.trim()}`

const STATES: Record<ProposalState, readonly [Tone, string]> = {
  pending: ['plain', 'not open yet'],
  active: ['busy', 'open to votes'],
  canceled: ['plain', 'called off'],
  defeated: ['bad', 'rejected'],
  succeeded: ['good', 'accepted'],
  queued: ['busy', 'waiting to be carried out'],
  executed: ['good', 'carried out'],
}

export const stateOf = ({ state }: Pick<ProposalView, 'state'>): readonly [Tone, string] => STATES[state]

/** What comes next, and when. */
export function nextOf({ state, snapshot, deadline, eta }: ProposalView, now: number): string {
  switch (state) {
    case 'pending':
      return `Votes open ${formatLeft(snapshot, now)}`
    case 'active':
      return `Votes close ${formatLeft(deadline, now)}`
    case 'succeeded':
      return 'Anyone can queue it'
    case 'queued':
      return (eta ?? 0) > now ? `Can be carried out ${formatLeft(eta ?? 0, now)}` : 'Anyone can carry it out'
    default:
      return ''
  }
}

export const isOver = ({ state }: Pick<ProposalView, 'state'>): boolean =>
  state === 'executed' || state === 'canceled' || state === 'defeated'

/** The proposer before the vote, the guardian at any time before the end; without a guardian the proposer. */
export function canCancel(
  proposal: Pick<ProposalView, 'state' | 'proposer'>,
  account: `0x${string}`,
  guardian: `0x${string}`,
): boolean {
  if (proposal.state === 'executed' || proposal.state === 'canceled' || proposal.state === 'defeated')
    return false
  const proposes = isAddressEqual(account, proposal.proposer)
  if (isAddressEqual(guardian, zeroAddress)) return proposes
  return isAddressEqual(account, guardian) || (proposes && proposal.state === 'pending')
}
