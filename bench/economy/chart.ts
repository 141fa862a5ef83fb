import type { DayReport } from './report.ts'

const WIDTH = 960
const LEFT = 70
const RIGHT = 170
const HEIGHT = 170
const GAP = 50
const TOP = 84
const INK = '#1d1d2b'
const FAINT = '#8a8aa0'

type Series = { name: string; color: string; values: number[]; dashed?: boolean }
type Panel = {
  title: string
  unit: string
  /** Drawn as areas on top of each other, and lines over them. */
  stacked?: Series[]
  lines?: Series[]
}

const wei = (amount: bigint) => Number(amount) / 1e18

function panelsOf(days: readonly DayReport[]): Panel[] {
  const series = (
    name: string,
    color: string,
    value: (day: DayReport) => number,
    dashed = false,
  ): Series => ({
    name,
    color,
    values: days.map(value),
    dashed,
  })
  const [first] = days
  if (!first) throw new Error('no days')
  return [
    {
      title: 'What the treasury has, and must have',
      unit: '$',
      stacked: [
        series('USDC', '#5b8def', ({ treasury }) => wei(treasury.usdc_usd)),
        series('ether', '#9b7ede', ({ treasury }) => wei(treasury.eth_usd)),
        series('SOGNI, with the pool', '#f2a65a', ({ treasury }) => wei(treasury.sogni_usd)),
      ],
      lines: [series('110 % of what is owed', '#c2334d', ({ solvency }) => wei(solvency.required_usd))],
    },
    {
      title: 'Solvency margin: assets over what is required',
      unit: '',
      lines: [
        series('margin', '#2a9d6f', ({ solvency }) => solvency.margin ?? 0),
        series('the rule', '#c2334d', () => 1, true),
      ],
    },
    {
      title: 'Spark that was bought and not spent',
      unit: '',
      lines: [series('Spark', '#5b8def', ({ spark }) => wei(spark.purchased))],
    },
    {
      title: 'Prices, as parts of those of the first day',
      unit: '',
      lines: [
        series('SOGNI', '#f2a65a', ({ prices }) => prices.sogni / first.prices.sogni),
        series(
          'SOGNI, as governed',
          '#b8651b',
          ({ prices }) => prices.sogni_governed / first.prices.sogni_governed,
          true,
        ),
        series('ether', '#9b7ede', ({ prices }) => prices.eth / first.prices.eth),
        series('USDC', '#5b8def', ({ prices }) => prices.usdc),
      ],
    },
    { title: 'Jobs settled in a day', unit: '', lines: [series('jobs', '#2a9d6f', ({ work }) => work.jobs)] },
    {
      title: 'SOGNI in circulation, by group, in millions',
      unit: '',
      stacked: Object.keys(first.groups).map((name, i) =>
        series(name, `hsl(${(i * 47) % 360} 55% 62%)`, ({ groups }) => {
          const row = groups[name as keyof typeof groups]
          return wei(row.circulating) / 1e6
        }),
      ),
    },
  ]
}

/** A page of panels over the same days, with what happened on them. */
export function drawChart(days: readonly DayReport[]): string {
  const panels = panelsOf(days)
  const news = days.flatMap(({ day, news: lines }) => lines.map((line) => ({ day, line })))
  const bottom = TOP + panels.length * (HEIGHT + GAP)
  const height = bottom + 30 + news.length * 18 + 20
  const x = (day: number) => LEFT + (day / Math.max(days.length - 1, 1)) * (WIDTH - LEFT - RIGHT)
  const marks = news.map(
    ({ day }, i) =>
      `<line x1="${x(day)}" x2="${x(day)}" y1="60" y2="${bottom - GAP}" stroke="${FAINT}" stroke-dasharray="2 4"/>` +
      text(x(day), 56 - 10 * (i % 2), String(i + 1), { anchor: 'middle', size: 9, fill: FAINT }),
  )
  const list = news.map(({ day, line }, i) =>
    text(LEFT, bottom + 18 * (i + 1), `${i + 1}.  day ${day}: ${escaped(line)}`),
  )
  const body = panels.map((panel, i) => drawPanel(panel, TOP + i * (HEIGHT + GAP), x, days.length))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif"><title>90 days of the economy</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    text(LEFT, 24, `${days.length} days of the economy`, { size: 18, fill: INK }),
    ...marks,
    ...body,
    text(LEFT, bottom - 4, 'What happened', { size: 13, fill: INK }),
    ...list,
    '</svg>\n',
  ].join('\n')
}

function drawPanel(panel: Panel, top: number, x: (day: number) => number, count: number): string {
  const { title, unit, stacked = [], lines = [] } = panel
  const totals = Array.from({ length: count }, (_, i) =>
    stacked.reduce((sum, { values }) => sum + (values[i] ?? 0), 0),
  )
  const most = niceTop(Math.max(...totals, ...lines.flatMap(({ values }) => values)))
  const y = (value: number) => top + HEIGHT - (value / most) * HEIGHT
  const ticks = [0, 0.5, 1].map((part) => {
    const value = part * most
    const line = `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value)}" y2="${y(value)}" stroke="#e6e6ee"/>`
    return (
      line + text(LEFT - 8, y(value) + 4, `${unit}${short(value)}`, { anchor: 'end', size: 10, fill: FAINT })
    )
  })

  let floor = Array.from({ length: count }, () => 0)
  const areas = stacked.map(({ color, values }) => {
    const roof = floor.map((below, i) => below + (values[i] ?? 0))
    const forth = roof.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`)
    const back = floor.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).reverse()
    floor = roof
    return `<polygon points="${[...forth, ...back].join(' ')}" fill="${color}" fill-opacity="0.75"/>`
  })
  const curves = lines.map(({ color, values, dashed }) => {
    const points = values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
    const dash = dashed ? ' stroke-dasharray="5 4"' : ''
    return `<polyline points="${points}" fill="none" stroke="${color}" stroke-width="1.8"${dash}/>`
  })
  const legend = [...lines, ...stacked.toReversed()].map(({ name, color }, i) => {
    const at = top + 10 + i * 15
    const swatch = `<rect x="${WIDTH - RIGHT + 14}" y="${at - 8}" width="9" height="9" rx="2" fill="${color}"/>`
    return swatch + text(WIDTH - RIGHT + 29, at, name, { size: 11 })
  })
  const days = [0, Math.floor((count - 1) / 2), count - 1].map((day) =>
    text(x(day), top + HEIGHT + 14, `day ${day}`, { anchor: 'middle', size: 10, fill: FAINT }),
  )
  const heading = text(LEFT, top - 8, title, { size: 13, fill: INK })
  return [...ticks, ...areas, ...curves, ...legend, ...days, heading].join('\n')
}

type TextStyle = { anchor?: 'start' | 'middle' | 'end'; size?: number; fill?: string }

function text(x: number, y: number, content: string, style: TextStyle = {}): string {
  const { anchor = 'start', size = 12, fill = '#3a3a4d' } = style
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size}" fill="${fill}" text-anchor="${anchor}">${content}</text>`
}

/** The next of 1, 2, 2.5, 5 times a power of ten. */
function niceTop(value: number): number {
  if (value <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= value) ?? 10) * power
}

const short = (value: number) =>
  value >= 1e6
    ? `${+(value / 1e6).toFixed(2)}M`
    : value >= 1e3
      ? `${+(value / 1e3).toFixed(2)}k`
      : `${+value.toFixed(2)}`

const escaped = (line: string) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
