import { useQuery } from '@tanstack/react-query'
import { useServices } from '../../lib/services.ts'
import { type StakeView, workerBondsOptions } from '../../queries/stake.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Section } from '../../ui/Screen.tsx'
import { AutoStakeForm } from './AutoStakeForm.tsx'
import { BondForm } from './BondForm.tsx'

/** For owners of workers: bonds, what the treasury takes, and the share of rewards that is staked. */
export function WorkerSection({ view, owner }: { view: StakeView; owner: `0x${string}` }) {
  const workers = useQuery(workerBondsOptions(useServices(), owner))
  if (workers.error !== null && workers.data === undefined) {
    return (
      <Section title="Your workers">
        <ErrorNote
          error={workers.error}
          title="Your workers could not be read."
          onRetry={() => workers.refetch()}
        />
      </Section>
    )
  }
  if (workers.data === undefined || workers.data.bonds.length === 0) return null
  const { bonds, autoStake } = workers.data
  return (
    <div className="grid items-start gap-x-12 gap-y-12 lg:grid-cols-2">
      <Section
        title={bonds.length === 1 ? 'Your worker' : 'Your workers'}
        note="Bonded stake keeps its votes. It lowers what the treasury takes of each render."
      >
        <div className="flex flex-col gap-5">
          {bonds.map((bond) => (
            <BondForm key={bond.workerId} bond={bond} view={view} />
          ))}
        </div>
      </Section>
      {autoStake !== undefined && (
        <Section title="Stake rewards by themselves" note="Until you set another share.">
          <AutoStakeForm auto={autoStake} bonds={bonds} owner={owner} />
        </Section>
      )}
    </div>
  )
}
