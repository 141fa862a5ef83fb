import type { SettlementView } from '@supernet/sdk/schema'

const SHOWN = 24
const HEIGHT = 96

/** Lines of the newest batches, oldest left. The title states the finding; bars carry their numbers. */
export function SettlementChart({ settlements }: { settlements: readonly SettlementView[] }) {
  const batches = settlements
    .filter((batch) => (batch.applied ?? 0) > 0)
    .slice(0, SHOWN)
    .reverse()
  if (batches.length < 4) return null
  const lines = batches.map((batch) => batch.applied ?? 0)
  const most = Math.max(...lines)
  const mean = lines.reduce((total, value) => total + value, 0) / lines.length
  return (
    <figure className="mb-8">
      <figcaption className="font-display text-18">
        {`A batch carries ${mean < 10 ? Number(mean.toFixed(1)) : Math.round(mean)} lines on average, ${most} at most.`}
      </figcaption>
      <div className="mt-3 flex items-end gap-1 border-line border-b" style={{ height: HEIGHT }}>
        {batches.map((batch, index) => (
          <div
            key={batch.id}
            className="flex max-w-6 flex-1 flex-col items-center justify-end text-12 text-soft"
          >
            <span>{lines[index]}</span>
            <span
              className="w-full bg-ink"
              style={{ height: Math.max(2, ((lines[index] ?? 0) / most) * (HEIGHT - 24)) }}
            />
          </div>
        ))}
      </div>
      <p className="mt-1 text-12 text-soft">
        The newest batches, oldest on the left. Every number is in the table below.
      </p>
    </figure>
  )
}
