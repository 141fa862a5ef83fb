import { useQuery } from '@tanstack/react-query'
import { useServices } from '../../lib/services.ts'
import { formatDate } from '../../lib/time.ts'
import { governanceTermsOptions } from '../../queries/governance.ts'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Section } from '../../ui/Screen.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { formatSogni, Sogni } from '../../ui/Sogni.tsx'
import { exactDuration } from './values.ts'

const words = (seconds: number) => exactDuration(BigInt(seconds))

/** How a proposal runs, by the contracts. */
export function Terms() {
  const terms = useQuery(governanceTermsOptions(useServices()))
  return (
    <Section
      title="How a proposal runs"
      note="Read from the governor and the timelock; both change by proposal only."
    >
      {terms.data === undefined ? (
        terms.error === null ? (
          <Loading what="the rules">
            <Skeleton className="h-40 w-full max-w-2xl" />
          </Loading>
        ) : (
          <ErrorNote
            error={terms.error}
            title="The rules could not be read."
            onRetry={() => terms.refetch()}
          />
        )
      ) : (
        <Bill className="max-w-2xl">
          <BillRow label="Votes needed to propose">
            <Sogni wei={terms.data.threshold} />
          </BillRow>
          <BillRow label="Then stakers have notice of">{words(terms.data.votingDelay)}</BillRow>
          <BillRow label="Votes stay open for">{words(terms.data.votingPeriod)}</BillRow>
          <BillRow label="Quorum, for and abstaining">
            {`${terms.data.quorumPercent} % of all active stake, at least ${formatSogni(terms.data.quorumFloor)}`}
          </BillRow>
          <BillRow label="An ordinary decision then waits">{words(terms.data.ordinaryDelay)}</BillRow>
          <BillRow label="Upgrades, limits and large spends wait">{words(terms.data.slowDelay)}</BillRow>
        </Bill>
      )}
    </Section>
  )
}

/** The days of a proposal, drawn before it is made. */
export function Timeline({ steps }: { steps: readonly (readonly [at: number, what: string])[] }) {
  return (
    <ol className="border-soft border-l pl-5">
      {steps.map(([at, what]) => (
        <li key={what} className="py-1.5">
          <p className="font-display text-18">{formatDate(at)}</p>
          <p className="text-soft">{what}</p>
        </li>
      ))}
    </ol>
  )
}
