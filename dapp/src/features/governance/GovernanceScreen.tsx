import type { ProposalView } from '@supernet/sdk/schema'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useServices } from '../../lib/services.ts'
import { proposalsOptions } from '../../queries/governance.ts'
import { stakeOptions } from '../../queries/stake.ts'
import { useChainNow } from '../../queries/useChainNow.ts'
import { buttonStyle } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen, Section } from '../../ui/Screen.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { formatSogni } from '../../ui/Sogni.tsx'
import { State } from '../../ui/State.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import { Delegation } from '../stake/Delegation.tsx'
import { nextOf, stateOf, titleOf } from './proposal.ts'
import { Terms } from './Terms.tsx'

/** What the DAO decides, newest first. */
export function GovernanceScreen() {
  const services = useServices()
  const { owner } = useOwner()
  const proposals = useQuery(proposalsOptions(services))
  const position = useQuery(stakeOptions(services, owner?.address)).data

  if (proposals.error !== null && proposals.data === undefined) {
    return (
      <Screen title="Governance">
        <ErrorNote
          error={proposals.error}
          title="The proposals could not be read."
          onRetry={() => proposals.refetch()}
        />
      </Screen>
    )
  }
  if (proposals.data === undefined) {
    return (
      <Screen title={<Skeleton className="h-12 w-96 max-w-full" />}>
        <Loading what="the proposals">
          <Skeleton className="h-64 w-full max-w-2xl" />
        </Loading>
      </Screen>
    )
  }
  return (
    <Screen
      title={headline(proposals.data)}
      aside={
        <Link to="/governance/new" className={buttonStyle({ tone: 'primary' })}>
          Make a proposal
        </Link>
      }
    >
      <div className="flex flex-col gap-12">
        {proposals.data.length === 0 ? (
          <Empty title="Stakers decide what changes here">
            A proposal is a list of calls to the contracts. Stakers vote on it, the timelock lets everybody
            read it once more, and then anyone may carry it out.
          </Empty>
        ) : (
          <ul className="border-ink border-t" aria-label="Proposals">
            {proposals.data.map((proposal) => (
              <ProposalRow key={proposal.id.toString()} proposal={proposal} />
            ))}
          </ul>
        )}
        {owner !== undefined && position !== undefined && (
          <Section title="Your votes">
            <div className="max-w-2xl">
              <Delegation view={position} owner={owner.address} />
            </div>
          </Section>
        )}
        <Terms />
      </div>
    </Screen>
  )
}

function ProposalRow({ proposal }: { proposal: ProposalView }) {
  const now = useChainNow()
  const [tone, word] = stateOf(proposal)
  const { votes } = proposal
  return (
    <li className="border-line border-b py-4">
      <Link
        to={`/governance/${proposal.id}`}
        className="font-display text-24 leading-tight underline decoration-line decoration-1 underline-offset-4 hover:decoration-action"
      >
        {titleOf(proposal)}
      </Link>
      <p className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-13">
        <State tone={tone}>{word}</State>
        <span className="text-soft">{nextOf(proposal, now)}</span>
        <span className="text-soft">
          {formatSogni(votes.for)} for, {formatSogni(votes.against)} against
        </span>
      </p>
    </li>
  )
}

function headline(proposals: readonly ProposalView[]): string {
  const open = proposals.filter(({ state }) => state === 'active').length
  if (open === 1) return 'One proposal is open to votes.'
  if (open > 1) return `${open} proposals are open to votes.`
  return proposals.length === 0 ? 'Nothing has been proposed yet.' : 'No proposal is open to votes.'
}
