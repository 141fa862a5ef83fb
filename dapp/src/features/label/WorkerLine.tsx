import { useQuery } from '@tanstack/react-query'
import { useServices } from '../../lib/services.ts'
import { workersOptions } from '../../queries/workers.ts'
import { Code } from '../../ui/Code.tsx'
import { Mark } from '../../ui/Mark.tsx'

/** A worker's mark, key, and what the ledger knows of its work. */
export function WorkerLine({ operator, workerId }: { operator: `0x${string}`; workerId: `0x${string}` }) {
  const workers = useQuery(workersOptions(useServices())).data
  const worker = workers?.find((candidate) => candidate.operator === operator)
  return (
    <span className="inline-flex flex-wrap items-baseline justify-end gap-x-2">
      <Mark id={workerId} />
      <Code value={operator} label="Operator" />
      {worker && (
        <span className="text-13 text-soft">
          {worker.jobs.toLocaleString('en')} {worker.jobs === 1 ? 'job' : 'jobs'}
          {worker.rated > 0 && `, ${Math.round((100 * worker.good) / worker.rated)} % liked`}
        </span>
      )}
    </span>
  )
}
