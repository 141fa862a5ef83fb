import type { ProposalView } from '@supernet/sdk/schema'
import { formatPart } from '../../lib/shares.ts'
import { formatSogni, Sogni } from '../../ui/Sogni.tsx'

const ROWS = [
  ['for', 'For', 'bg-good'],
  ['against', 'Against', 'bg-bad'],
  ['abstain', 'Abstain', 'bg-soft'],
] as const

/** Votes by side, and how far the quorum is; every bar with its amount. */
export function ProposalBars({ proposal }: { proposal: ProposalView }) {
  const { votes, quorum } = proposal
  const all = votes.for + votes.against + votes.abstain
  const counted = votes.for + votes.abstain
  return (
    <figure data-votes>
      <figcaption className="font-display text-18">{finding(proposal)}</figcaption>
      <dl className="mt-4 flex flex-col gap-3">
        {ROWS.map(([side, name, colour]) => (
          <div key={side}>
            <div className="flex flex-wrap justify-between gap-x-3">
              <dt>{name}</dt>
              <dd>
                <Sogni wei={votes[side]} />{' '}
                <span className="text-13 text-soft">({formatPart(votes[side], all)})</span>
              </dd>
            </div>
            <Bar part={votes[side]} whole={all} colour={colour} />
          </div>
        ))}
        {quorum !== undefined && (
          <div className="mt-2 border-ink border-t pt-3">
            <div className="flex flex-wrap justify-between gap-x-3">
              <dt>Quorum: for and abstaining</dt>
              <dd>
                <Sogni wei={counted} /> of <Sogni wei={quorum} />
              </dd>
            </div>
            <Bar part={counted} whole={quorum} colour="bg-ink" />
          </div>
        )}
      </dl>
    </figure>
  )
}

function finding({ votes, quorum }: ProposalView): string {
  if (votes.for + votes.against + votes.abstain === 0n) return 'Nobody has voted yet.'
  const lead =
    votes.for > votes.against
      ? 'More votes are for it'
      : votes.for === votes.against
        ? 'It stands even'
        : 'More votes are against it'
  if (quorum === undefined) return `${lead}.`
  const counted = votes.for + votes.abstain
  return counted >= quorum
    ? `${lead}, and the quorum is reached.`
    : `${lead}; ${formatSogni(quorum - counted)} are missing to the quorum.`
}

function Bar({ part, whole, colour }: { part: bigint; whole: bigint; colour: string }) {
  const share = whole === 0n ? 0 : Math.min(1, Number((part * 1_000n) / whole) / 1_000)
  return (
    <div aria-hidden="true" className="mt-1 h-1.5 bg-line">
      <div className={`h-full origin-left ${colour}`} style={{ transform: `scaleX(${share})` }} />
    </div>
  )
}
