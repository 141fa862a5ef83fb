import type { ProposalView, VoteView } from '@supernet/sdk/schema'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { useServices } from '../../lib/services.ts'
import { formatDate } from '../../lib/time.ts'
import { proposalOptions } from '../../queries/governance.ts'
import { useChainNow } from '../../queries/useChainNow.ts'
import { Code, shorten } from '../../ui/Code.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen, Section } from '../../ui/Screen.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { Sogni } from '../../ui/Sogni.tsx'
import { State } from '../../ui/State.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { CallWords } from './CallWords.tsx'
import { NextStep } from './NextStep.tsx'
import { ProposalBars } from './ProposalBars.tsx'
import { isOver, nextOf, reasonsOf, stateOf, titleOf } from './proposal.ts'
import { Timeline } from './Terms.tsx'
import { VoteForm } from './VoteForm.tsx'

/** One proposal: what it changes, how the votes stand, and what can be done now. */
export function ProposalScreen() {
  const { id = '' } = useParams()
  if (!/^\d{1,78}$/.test(id)) {
    return (
      <Screen title="No proposal has this name.">
        <Link to="/governance" className="underline underline-offset-4">
          All proposals
        </Link>
      </Screen>
    )
  }
  return <KnownProposal id={BigInt(id)} />
}

function KnownProposal({ id }: { id: bigint }) {
  const page = useQuery(proposalOptions(useServices(), id))
  if (page.error !== null && page.data === undefined) {
    return (
      <Screen title="Proposal">
        <ErrorNote
          error={page.error}
          title="The proposal could not be read."
          onRetry={() => page.refetch()}
        />
      </Screen>
    )
  }
  if (page.data === undefined) {
    return (
      <Screen title={<Skeleton className="h-12 w-96 max-w-full" />}>
        <Loading what="the proposal">
          <Skeleton className="h-64 w-full max-w-2xl" />
        </Loading>
      </Screen>
    )
  }
  return <Proposal proposal={page.data.proposal} votes={page.data.votes} />
}

function Proposal({ proposal, votes }: { proposal: ProposalView; votes: readonly VoteView[] }) {
  const now = useChainNow()
  const [tone, word] = stateOf(proposal)
  const reasons = reasonsOf(proposal)
  return (
    <Screen title={titleOf(proposal)}>
      <p className="-mt-4 mb-8 flex flex-wrap gap-x-5 gap-y-1" data-state={proposal.state}>
        <State tone={tone}>{word}</State>
        <span className="text-soft">{nextOf(proposal, now)}</span>
        <Link to="/governance" className="underline underline-offset-4">
          All proposals
        </Link>
      </p>
      <div className="grid items-start gap-x-12 gap-y-12 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-12">
          <Section title="What it changes">
            <div className="flex flex-col gap-4">
              {proposal.calls.map((call) => (
                <CallWords key={`${call.target}:${call.data}`} call={call} ahead={!isOver(proposal)} />
              ))}
            </div>
          </Section>
          {reasons !== '' && (
            <Section title="Why">
              <p className="max-w-2xl whitespace-pre-line break-words">{reasons}</p>
            </Section>
          )}
          <Section title="Its days">
            <Timeline steps={daysOf(proposal)} />
            <p className="mt-3 flex flex-wrap items-baseline gap-x-3 text-13 text-soft">
              Proposed by <Code value={proposal.proposer} label="Proposer" /> in
              <Link to={`/tx/${proposal.tx}`} className="underline underline-offset-4">
                transaction {shorten(proposal.tx)}
              </Link>
            </p>
          </Section>
        </div>
        <div className="flex min-w-0 flex-col gap-12">
          <Section title="Votes">
            <ProposalBars proposal={proposal} />
          </Section>
          <VoteForm proposal={proposal} />
          <NextStep proposal={proposal} />
        </div>
      </div>
      <div className="mt-12">
        <Section title="Who voted" note="The largest votes first.">
          {votes.length === 0 ? (
            <Empty title="Nobody has voted yet">
              Votes appear here with their weight and their reasons as soon as they are in a block.
            </Empty>
          ) : (
            <Table caption="Votes" columns={columns} rows={votes} rowKey={({ voter }) => voter} />
          )}
        </Section>
      </div>
    </Screen>
  )
}

const columns: Column<VoteView>[] = [
  { key: 'voter', label: 'Voter', cell: ({ voter }) => <Code value={voter} label="Voter" /> },
  { key: 'support', label: 'Vote', cell: ({ support }) => support },
  {
    key: 'weight',
    label: 'Weight',
    numeric: true,
    sort: ({ weight }) => Number(weight / 10n ** 9n),
    cell: ({ weight }) => <Sogni wei={weight} />,
  },
  { key: 'reason', label: 'Reason', wide: true, cell: ({ reason }) => reason },
  { key: 'at', label: 'When', wide: true, cell: ({ at }) => formatDate(at) },
]

const daysOf = (proposal: ProposalView): [number, string][] => [
  [proposal.createdAt, 'It was proposed.'],
  [proposal.snapshot, 'Votes open; stake counts as it is then.'],
  [proposal.deadline, 'Votes close.'],
  ...(proposal.eta === undefined
    ? []
    : [[proposal.eta, 'It can be carried out from then on.'] as [number, string]]),
]
