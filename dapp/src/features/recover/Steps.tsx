import { useChainNow } from '../../queries/useChainNow.ts'
import { State } from '../../ui/State.tsx'
import { type Progress, stepsOf } from './progress.ts'

const TONE = { done: 'good', now: 'busy', later: 'plain' } as const

/** Where a recovery stands, for both sides. */
export function Steps({ progress }: { progress: Progress }) {
  const steps = stepsOf(progress, useChainNow())
  if (steps.length === 0) return null
  return (
    <ol className="flex flex-col gap-3" data-steps>
      {steps.map(({ name, at, note }) => (
        <li key={name} aria-current={at === 'now' ? 'step' : undefined}>
          <State tone={TONE[at]} className="whitespace-normal!">
            {name}
          </State>
          {note !== undefined && <p className="ml-4 text-13 text-soft">{note}</p>}
        </li>
      ))}
    </ol>
  )
}
