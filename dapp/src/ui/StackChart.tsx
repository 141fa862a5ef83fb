import { cx } from 'class-variance-authority'
import type { ReactNode } from 'react'

export interface Series {
  readonly label: string
  /** One for each point, all of the same unit. */
  readonly values: readonly number[]
}

interface StackChartProps {
  /** States the finding. */
  title: string
  /** From the bottom up. */
  series: readonly Series[]
  /** Words below the axis, from its left to its right end. */
  ends: readonly string[]
  /** What the highest point is, beside it. */
  top: string
  /** Colour of a chart with one series. */
  tone?: 'ink' | 'spark' | 'sogni'
  /** The figures behind it, one click away. */
  data: ReactNode
}

const FILL = { ink: 'fill-ink', spark: 'fill-spark', sogni: 'fill-sogni' } as const
const STROKE = { ink: 'stroke-ink', spark: 'stroke-spark', sogni: 'stroke-sogni' } as const

/** Areas on top of each other, each labelled where it ends. Drawn without a library: two paths for each series. */
export function StackChart({ title, series, ends, top, tone = 'ink', data }: StackChartProps) {
  const bands = bandsOf(series)
  const most = Math.max(1e-9, ...bands.map(({ upper }) => Math.max(...upper)))
  const labelled = series.length > 1
  return (
    <figure>
      <figcaption className="font-display text-18">{title}</figcaption>
      <p className="mt-3 text-12 text-soft">{top}</p>
      <div className={cx('mt-1 grid', labelled && 'md:grid-cols-[minmax(0,1fr)_2rem_13rem]')}>
        <svg
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          role="img"
          aria-label={title}
          className="h-64 w-full overflow-visible border-line border-y"
        >
          {bands.map(({ label, lower, upper }, index) => (
            <g key={label}>
              <path
                d={areaOf(lower, upper, most)}
                className={FILL[tone]}
                fillOpacity={labelled ? shadeOf(index, series.length) : 0.25}
              />
              <path
                d={lineOf(upper, most)}
                className={labelled ? 'stroke-paper' : STROKE[tone]}
                fill="none"
                strokeWidth={labelled ? 1 : 2}
                vectorEffect="non-scaling-stroke"
              />
            </g>
          ))}
        </svg>
        {labelled && <Leaders bands={bands} most={most} />}
        {labelled && (
          <ol className="mt-3 flex flex-col-reverse text-12 md:mt-0 md:h-64 md:justify-around">
            {bands.map(({ label }, index) => (
              <li key={label} className="flex items-center gap-2">
                <svg aria-hidden="true" viewBox="0 0 1 1" className="size-3 shrink-0 md:hidden">
                  <rect
                    width="1"
                    height="1"
                    className="fill-ink"
                    fillOpacity={shadeOf(index, bands.length)}
                  />
                </svg>
                {label}
              </li>
            ))}
          </ol>
        )}
      </div>
      <div className={cx('mt-1 flex justify-between text-12 text-soft', labelled && 'md:mr-60')}>
        {ends.map((end) => (
          <span key={end}>{end}</span>
        ))}
      </div>
      <details className="mt-3">
        <summary className="cursor-pointer text-13 text-soft hover:text-ink">The figures</summary>
        <div className="mt-3">{data}</div>
      </details>
    </figure>
  )
}

type Band = { readonly label: string; readonly lower: readonly number[]; readonly upper: readonly number[] }

function bandsOf(series: readonly Series[]): Band[] {
  let below: readonly number[] = series[0]?.values.map(() => 0) ?? []
  return series.map(({ label, values }) => {
    const lower = below
    below = values.map((value, index) => value + (lower[index] ?? 0))
    return { label, lower, upper: below }
  })
}

/** From light to dark and back, so that neighbours differ. */
const shadeOf = (index: number, count: number): number =>
  index % 2 === 0 ? 0.18 + (0.3 * index) / count : 0.5 + (0.4 * index) / count

const round = (value: number) => Math.round(value * 100) / 100
const y = (value: number, most: number) => round(100 - (100 * value) / most)
const x = (index: number, count: number) => round(count < 2 ? 100 : (100 * index) / (count - 1))

const lineOf = (values: readonly number[], most: number): string =>
  values.map((value, i) => `${i === 0 ? 'M' : 'L'}${x(i, values.length)} ${y(value, most)}`).join('')

function areaOf(lower: readonly number[], upper: readonly number[], most: number): string {
  const back = lower.map((value, i) => `L${x(i, lower.length)} ${y(value, most)}`).reverse()
  return `${lineOf(upper, most)}${back.join('')}Z`
}

/** A line from the end of each band to its label; the labels keep even distances. */
function Leaders({ bands, most }: { bands: readonly Band[]; most: number }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      className="hidden h-64 w-full md:block"
    >
      {bands.map(({ label, lower, upper }, index) => {
        const from = (y(lower.at(-1) ?? 0, most) + y(upper.at(-1) ?? 0, most)) / 2
        const to = 100 - (100 * (index + 0.5)) / bands.length
        return (
          <path
            key={label}
            d={`M4 ${from}L92 ${to}`}
            fill="none"
            className="stroke-line"
            vectorEffect="non-scaling-stroke"
          />
        )
      })}
    </svg>
  )
}
