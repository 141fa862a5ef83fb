// What the dapp weighs and how it starts. How it is measured is in README.md beside this file.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from '../../deploy/local/paths.ts'
import { hasBrowser, openBrowser } from '../../test/e2e/browser.ts'
import { startTestNetwork } from '../../test/helpers/testNetwork.ts'
import { findViolations, type Violation } from './accessibility.ts'
import { weighBundle } from './bundle.ts'
import { runLighthouse, type Scores } from './lighthouse.ts'
import { measureStart, type Start } from './start.ts'

const { values } = parseArgs({
  options: {
    repeats: { type: 'string', default: '5' },
    out: { type: 'string', default: join(ROOT, 'bench/results') },
    lighthouse: { type: 'boolean', default: false },
  },
})

/** Bytes of script that the first page may ask for, after gzip. */
const ENTRY_BAR = 250_000
const THEMES = ['light', 'dark'] as const
const SCREENS = {
  create: '/',
  gallery: '/gallery',
  ledger: '/ledger',
  network: '/network',
  account: '/account',
  stake: '/stake',
  spark: '/spark',
  rewards: '/rewards',
  treasury: '/treasury',
  governance: '/governance',
  vesting: '/vesting',
  leaders: '/leaders',
} as const

interface Row {
  readonly start: Start
  readonly violations: Readonly<Record<string, Violation[]>>
  readonly lighthouse?: Readonly<Record<string, Scores>>
}

const median = (samples: readonly number[]): number =>
  samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? 0
const rounded = (start: Start): Start =>
  Object.fromEntries(
    Object.entries(start).map(([name, value]) => [name, Number(value.toFixed(name === 'shift' ? 3 : 0))]),
  ) as unknown as Start

function medianStart(starts: readonly Start[]): Start {
  const of = (pick: (start: Start) => number) => median(starts.map(pick))
  return {
    fcp: of(({ fcp }) => fcp),
    lcp: of(({ lcp }) => lcp),
    ready: of(({ ready }) => ready),
    interactive: of(({ interactive }) => interactive),
    blocked: of(({ blocked }) => blocked),
    shift: of(({ shift }) => shift),
  }
}

async function measureScreens(origin: string): Promise<Record<string, Row>> {
  const browser = await openBrowser()
  const rows: Record<string, Row> = {}
  try {
    for (const [name, path] of Object.entries(SCREENS)) {
      const url = `${origin}${path}`
      const starts: Start[] = []
      for (let i = 0; i < Number(values.repeats); i++) starts.push(await measureStart(browser, url))
      const start = rounded(medianStart(starts))
      const violations: Record<string, Violation[]> = {}
      for (const colorScheme of THEMES)
        for (const width of [1280, 320])
          violations[`${colorScheme}-${width}`] = await findViolations(browser, url, { colorScheme, width })
      const lighthouse = values.lighthouse ? await scoresOf(url) : undefined
      rows[name] = { start, violations, ...(lighthouse && { lighthouse }) }
      print(name, rows[name])
    }
  } finally {
    await browser.close()
  }
  return rows
}

async function scoresOf(url: string): Promise<Record<string, Scores>> {
  const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
  const scores: Record<string, Scores> = {}
  for (const colorScheme of THEMES) scores[colorScheme] = await runLighthouse(url, { chromium, colorScheme })
  return scores
}

function print(name: string, { start, violations, lighthouse }: Row): void {
  const found = new Set(Object.values(violations).flatMap((list) => list.map(({ rule }) => rule)))
  const scores = Object.values(lighthouse ?? {}).map((each) => `${each.performance}/${each.accessibility}`)
  process.stdout.write(
    `${name.padEnd(11)} paint ${String(start.fcp).padStart(5)} ms  interactive ${String(start.interactive).padStart(5)} ms  ` +
      `blocked ${String(start.blocked).padStart(4)} ms  shift ${start.shift.toFixed(3)}  ` +
      `axe ${found.size === 0 ? 'clean' : [...found].join(' ')}  ${scores.join(' ')}\n`,
  )
}

async function main(): Promise<void> {
  if (!hasBrowser) throw new Error('There is no Chromium here; CHROMIUM_PATH names one')
  const bundle = await weighBundle()
  for (const [name, { js, css }] of [['entry', bundle.entry] as const, ...Object.entries(bundle.routes)])
    process.stdout.write(`${name.padEnd(11)} ${String(js).padStart(7)} B of script, ${css} B of style\n`)
  const net = await startTestNetwork({ dapp: true })
  try {
    const screens = await measureScreens(net.urls.relayer)
    const rows = Object.values(screens)
    const worst = <T>(pick: (row: Row) => T[]) => rows.flatMap(pick)
    const audits = rows.flatMap(({ lighthouse }) => Object.values(lighthouse ?? {}))
    const violations = new Set(
      Object.entries(screens).flatMap(([name, row]) =>
        Object.values(row.violations).flatMap((list) => list.map(({ rule }) => `${name}:${rule}`)),
      ),
    )
    const result = {
      entry_js_gzip: bundle.entry.js,
      largest_route_js_gzip: Math.max(...Object.values(bundle.routes).map(({ js }) => js)),
      all_js_gzip: bundle.allJs,
      first_interactive_ms: screens.create?.start.interactive,
      worst_interactive_ms: Math.max(...worst(({ start }) => [start.interactive])),
      worst_shift: Math.max(...worst(({ start }) => [start.shift])),
      axe_violations: violations.size,
      lighthouse_performance:
        audits.length === 0 ? null : Math.min(...audits.map((each) => each.performance)),
      lighthouse_accessibility:
        audits.length === 0 ? null : Math.min(...audits.map((each) => each.accessibility)),
      repeats: Number(values.repeats),
      cpu: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
    }
    mkdirSync(values.out, { recursive: true })
    const file = join(values.out, `${new Date().toISOString().slice(0, 10)}-dapp.json`)
    writeFileSync(file, `${JSON.stringify({ ...result, bundle, screens }, null, 1)}\n`)
    process.stdout.write(`${file}\n${JSON.stringify(result)}\n`)
    process.exitCode = bundle.entry.js <= ENTRY_BAR && violations.size === 0 ? 0 : 1
  } finally {
    await net.end()
  }
}

await main()
