import { formatDate, formatSeconds } from '../../lib/time.ts'
import type { StakeView } from '../../queries/stake.ts'
import { useChainNow } from '../../queries/useChainNow.ts'
import { formatSogni } from '../../ui/Sogni.tsx'

/** The days from a request to its withdrawal on a line, with the requests that are on their way already. */
export function Cooldown({ view, amount }: { view: StakeView; amount: bigint }) {
  const now = useChainNow()
  const { rules, stake } = view
  const readyAt = now + rules.cooldown
  const place = (at: number) => `${Math.min(100, Math.max(0, ((at - now) / rules.cooldown) * 100))}%`
  const days = Math.round(rules.cooldown / 86_400)
  const steps = [
    [formatDate(now), `${formatSogni(amount)} stop voting at once. Discounts stay.`],
    [`For ${formatSeconds(rules.cooldown)}`, 'They can still be slashed for what happened before.'],
    [formatDate(readyAt), 'They can be withdrawn, whenever you like. Discounts end then.'],
  ] as const
  return (
    <figure data-cooldown>
      <figcaption className="font-display text-18">{`Back with you from ${formatDate(readyAt)}.`}</figcaption>
      <div aria-hidden="true" className="relative mx-1.5 mt-4 h-6 border-soft border-b">
        {Array.from({ length: days + 1 }, (_, day) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a mark for each day, which never move
            key={day}
            className="absolute bottom-0 h-1.5 border-soft border-l"
            style={{ left: `${(day / days) * 100}%` }}
          />
        ))}
        {stake.requests
          .filter((request) => request.readyAt > now)
          .map((request) => (
            <span
              key={`${request.readyAt}:${request.amount}`}
              className="absolute -bottom-1 size-2 -translate-x-1/2 rounded-full border border-ink bg-wall"
              style={{ left: place(request.readyAt) }}
            />
          ))}
        <span className="absolute -bottom-1.5 left-0 h-3 w-full border-action border-b-0 border-l-2" />
        <span className="absolute -right-1.5 -bottom-1.5 size-3 rounded-full bg-action" />
      </div>
      <p className="mt-2 flex justify-between text-12 text-soft">
        <span>now</span>
        <span>{formatSeconds(rules.cooldown)}</span>
      </p>
      <ol className="mt-3 border-soft border-l pl-5">
        {steps.map(([when, what]) => (
          <li key={when} className="py-1.5">
            <p className="font-display text-18">{when}</p>
            <p className="text-soft">{what}</p>
          </li>
        ))}
      </ol>
    </figure>
  )
}
