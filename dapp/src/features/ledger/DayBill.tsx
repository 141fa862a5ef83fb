import { dayKey, formatDay } from '../../lib/time.ts'
import { useNow } from '../../lib/useNow.ts'
import { Amount } from '../../ui/Amount.tsx'
import { JobSlip } from './JobSlip.tsx'
import type { Day } from './slips.ts'

/** A day's slips beside the day's totals. */
export function DayBill({ day }: { day: Day }) {
  const today = dayKey(useNow())
  return (
    <section className="grid gap-x-10 gap-y-4 border-line border-t py-8 lg:grid-cols-[14rem_minmax(0,1fr)]">
      <header className="lg:sticky lg:top-8 lg:self-start">
        <h2 className="text-24">{formatDay(day.key, today)}</h2>
        <p className="mt-1 text-13 text-soft">
          {day.slips.length} {day.slips.length === 1 ? 'slip' : 'slips'}, {day.pictures}{' '}
          {day.pictures === 1 ? 'picture' : 'pictures'}
        </p>
        {[...day.charged].map(([unit, total]) => (
          <p key={unit} className="text-13">
            <Amount value={total} unit={unit} />
          </p>
        ))}
      </header>
      <ol className="flex max-w-2xl flex-col gap-6">
        {day.slips.map((slip) => (
          <li key={slip.record.jobId}>
            <JobSlip slip={slip} />
          </li>
        ))}
      </ol>
    </section>
  )
}
