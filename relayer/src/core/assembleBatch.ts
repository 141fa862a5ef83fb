import { byAddress, linesOf, sortTabs } from '@supernet/sdk/protocol'
import type { Line, SignedTab } from '@supernet/sdk/schema'

/** A tab as stored; `n` grows with arrival. */
export interface OpenTab extends SignedTab {
  readonly digest: `0x${string}`
  readonly n: number
}

export interface AssemblyInput {
  readonly tabs: readonly OpenTab[]
  /** Sessions that the policy wants settled. */
  readonly due: ReadonlySet<string>
  /** Whether the line's number still waits for a settlement and is in no other batch. */
  readonly isWaiting: (line: Line) => boolean
  /** Operators that cannot, or did not, sign. */
  readonly silent: ReadonlySet<string>
}

export interface Assembly {
  readonly tabs: readonly OpenTab[]
  /** What every worker of the batch is asked to sign, in the order of the batch. */
  readonly lists: ReadonlyMap<`0x${string}`, readonly Line[]>
  /** Waiting lines of live workers that a silent one keeps out of every tab: the ticket lane pays them. */
  readonly stranded: readonly Line[]
}

/** A transaction may use 2^24 gas; batches stay well below it. Measured cost law, rounded up. */
export const MAX_BATCH_GAS = 10_000_000
export const estimateGas = (lines: number, users: number, workers: number, models: number): number =>
  30_000 + 2_500 * lines + 14_000 * users + 15_000 * workers + 6_000 * models

const gasOf = (tabs: readonly SignedTab[]): number => {
  const lines = tabs.flatMap((tab) => tab.lines)
  const distinct = (values: unknown[]) => new Set(values).size
  return estimateGas(
    lines.length,
    tabs.length,
    distinct(lines.map((line) => line.operator)),
    distinct(lines.map((line) => line.model)),
  )
}

/** The tab that settles most: more waiting lines first, then fewer spent ones, then the newest. */
function bestTab(tabs: readonly OpenTab[], isWaiting: AssemblyInput['isWaiting']): OpenTab | undefined {
  const ranked = tabs
    .map((tab) => ({ tab, waiting: tab.lines.filter(isWaiting).length }))
    .filter(({ waiting }) => waiting > 0)
    .sort((a, b) => b.waiting - a.waiting || a.tab.lines.length - b.tab.lines.length || b.tab.n - a.tab.n)
  return ranked[0]?.tab
}

/** Fixes a batch: one tab for each due session, none of whose workers is silent. Ordered by (session, seq). */
export function assembleBatch({ tabs, due, isWaiting, silent }: AssemblyInput): Assembly {
  const chosen: OpenTab[] = []
  const stranded: Line[] = []
  const sessions = [...due].sort((a, b) => byAddress(a as `0x${string}`, b as `0x${string}`))
  for (const session of sessions) {
    const own = tabs.filter((tab) => tab.session === session)
    const signable = own.filter((tab) => tab.lines.every((line) => !silent.has(line.operator)))
    const best = bestTab(signable, isWaiting)
    if (best !== undefined && gasOf([...chosen, best]) <= MAX_BATCH_GAS) chosen.push(best)
    stranded.push(...strandedLines(own, signable, isWaiting, silent))
  }
  const sorted = sortTabs(chosen) as OpenTab[]
  const operators = new Set(sorted.flatMap((tab) => tab.lines.map((line) => line.operator)))
  return {
    tabs: sorted,
    lists: new Map([...operators].map((operator) => [operator, linesOf(sorted, operator)])),
    stranded,
  }
}

function strandedLines(
  tabs: readonly OpenTab[],
  signable: readonly OpenTab[],
  isWaiting: AssemblyInput['isWaiting'],
  silent: ReadonlySet<string>,
): Line[] {
  const covered = new Set(signable.flatMap((tab) => tab.lines.map((line) => line.seq)))
  const lines = tabs
    .flatMap((tab) => tab.lines)
    .filter((line) => isWaiting(line) && !silent.has(line.operator))
  const bySeq = new Map(lines.map((line) => [line.seq, line]))
  return [...bySeq.values()].filter((line) => !covered.has(line.seq))
}

/** The longest prefix of claims that fits a transaction: one signature for each ticket and each receipt. */
export const MAX_TICKET_CLAIMS = 300
