import { cx } from 'class-variance-authority'
import { STAGES, type Stage } from './slips.ts'

const WORDS: Record<Stage, string> = {
  live: 'rendering',
  delivered: 'delivered',
  tabbed: 'on the tab',
  settled: 'settled',
  final: 'final',
}

/** The way of a job's money, with a sign at each step that is behind it. */
export function StageTrack({ stage }: { stage: Stage }) {
  const now = STAGES.indexOf(stage)
  return (
    <ol aria-label={`Stage: ${WORDS[stage]}`} className="mt-4 flex flex-wrap gap-x-4 gap-y-1 text-13">
      {STAGES.map((name, index) => {
        const passed = index < now || stage === 'final'
        return (
          <li
            key={name}
            aria-current={index === now ? 'step' : undefined}
            className={cx(passed ? 'text-good' : index === now ? 'text-ink' : 'text-soft')}
          >
            <span aria-hidden="true" className="mr-1 inline-block w-3 text-center font-mono">
              {passed ? '✓' : index === now ? '→' : '·'}
            </span>
            {WORDS[name]}
          </li>
        )
      })}
    </ol>
  )
}
