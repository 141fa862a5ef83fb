import { describeError } from '../../lib/errorText.ts'
import type { DryRunResult } from '../../queries/governance.ts'
import { State } from '../../ui/State.tsx'
import { exactDuration } from './values.ts'

/** What the contracts say to the call at this moment. A refusal is a warning: it may be over when the time comes. */
export function DryRun({ result }: { result: DryRunResult | undefined }) {
  if (result === undefined) return null
  const { delay, tried, refusal } = result
  return (
    <div className="mt-3 text-13" data-dry-run>
      {!tried && <State tone="plain">The governor takes this from proposals only.</State>}
      {tried && refusal === undefined && <State tone="good">The contracts would accept it now.</State>}
      {refusal !== undefined && (
        <>
          <State tone="warn">The contracts would refuse it now.</State>
          <p className="mt-1 text-soft">
            {describeError(refusal).happened} <code className="font-mono text-12">{refusal.code}</code>
          </p>
        </>
      )}
      <p className="mt-1 text-soft">Once queued it waits {exactDuration(BigInt(delay))}.</p>
    </div>
  )
}
