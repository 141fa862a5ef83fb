import type { Address, Hex } from 'viem'
import { BaseError } from '../errors/base.ts'
import type { Line, SignedTab } from '../schema/typed.ts'
import { Packer } from './packer.ts'
import { unpackRatings } from './ratings.ts'
import { toCompact } from './signing.ts'

/** A worker's signature over its lines of one batch. */
export interface SignedReport {
  readonly operator: Address
  readonly receiptsRoot: Hex
  readonly time: number
  readonly signature: Hex
}

const MAX_SHARES_PER_JOB = 255

/** Addresses in the ledger's order: by value, whatever their checksum case. */
export const byAddress = (a: Address, b: Address): number => {
  const [low, high] = [a.toLowerCase(), b.toLowerCase()]
  return low < high ? -1 : low > high ? 1 : 0
}

const distinct = <T>(values: readonly T[], compare: (a: T, b: T) => number): T[] =>
  [...new Set(values)].sort(compare)

export const sortedAddresses = (values: readonly Address[]): Address[] => distinct(values, byAddress)
export const sortedModels = (values: readonly number[]): number[] => distinct(values, (a, b) => a - b)

/** Tabs in the order a batch takes them. One per session: its one signature covers all its lines. */
export const sortTabs = (tabs: readonly SignedTab[]): SignedTab[] =>
  [...tabs].sort((a, b) => byAddress(a.session, b.session))

/** The lines of `operator` in batch order: what it is asked to sign in its Report. */
export const linesOf = (tabs: readonly SignedTab[], operator: Address): Line[] =>
  sortTabs(tabs).flatMap((tab) => tab.lines.filter((line) => line.operator === operator))

interface RatedLine {
  readonly line: Line
  readonly rating: number
}

/** Neighbouring single numbers of one model share a header; a compacted line has its own. */
function groupJobs(tab: SignedTab): RatedLine[][] {
  const ratings = unpackRatings(tab.ratings)
  if (ratings.length !== tab.lines.length) throw new BaseError('tab-ratings')
  const jobs: RatedLine[][] = []
  let open: RatedLine[] = []
  for (const [i, line] of tab.lines.entries()) {
    const rated = { line, rating: ratings[i] ?? 0 }
    const first = open[0]?.line
    const joins =
      first !== undefined &&
      first.count === 1 &&
      line.count === 1 &&
      line.model === first.model &&
      line.seq === first.seq + open.length &&
      open.length < MAX_SHARES_PER_JOB
    if (joins) open.push(rated)
    else {
      open = [rated]
      jobs.push(open)
    }
  }
  return jobs
}

/** Blob of `settleBatch`. Tabs and reports in any order; the lines of a tab ascend as they were signed. */
export function encodeBatch(tabs: readonly SignedTab[], reports: readonly SignedReport[]): Hex {
  const lines = tabs.flatMap((tab) => tab.lines)
  const models = sortedModels(lines.map((line) => line.model))
  const operators = sortedAddresses(lines.map((line) => line.operator))
  const packer = new Packer().uint(models.length, 2).uint(operators.length, 2).uint(tabs.length, 2)
  for (const model of models) packer.uint(model, 4)
  for (const operator of operators) {
    const report = reports.find((candidate) => candidate.operator === operator)
    if (report === undefined) throw new BaseError('batch-malformed', { details: { missing: operator } })
    const { r, vs } = toCompact(report.signature)
    packer.hex(operator, 20).uint(lines.filter((line) => line.operator === operator).length, 2)
    packer.hex(report.receiptsRoot, 32).uint(report.time, 4).hex(r, 32).hex(vs, 32)
  }
  for (const tab of sortTabs(tabs)) packTab(packer, tab, models, operators)
  return packer.toHex()
}

function packTab(packer: Packer, tab: SignedTab, models: readonly number[], operators: readonly Address[]) {
  const jobs = groupJobs(tab)
  const seq0 = tab.lines[0]?.seq ?? 0
  const { r, vs } = toCompact(tab.signature)
  packer.hex(tab.session, 20).uint(seq0, 4).uint(jobs.length, 2).hex(r, 32).hex(vs, 32)
  for (const job of jobs) {
    const head = job[0]?.line
    if (head === undefined) continue
    packer
      .uint(head.seq - seq0, 2)
      .uint(models.indexOf(head.model), 2)
      .uint(head.count, 1)
      .uint(job.length, 1)
    for (const { line, rating } of job) {
      packer.uint(operators.indexOf(line.operator), 2).uint(line.images, 2).uint(line.steps, 4)
      packer.uint(line.baseMs, 4).uint(line.amount, 6).uint(rating, 1)
    }
  }
}
