import type { Line } from '@supernet/sdk/schema'
import { describe, expect, it } from 'vitest'
import { type AssemblyInput, assembleBatch, type OpenTab } from './assembleBatch.ts'

const address = (n: number) => `0x${n.toString(16).padStart(40, '0')}` as const
const [alice, bob] = [address(0xa), address(0xb)]
const [w1, w2, w3] = [address(1), address(2), address(3)]

const line = (session: `0x${string}`, seq: number, operator: `0x${string}`): Line => ({
  session,
  seq,
  count: 1,
  model: 1,
  operator,
  images: 1,
  steps: 1,
  baseMs: 1,
  amount: 1n,
})

const tab = (n: number, ...lines: [Line, ...Line[]]): OpenTab => ({
  digest: `0x${n}`,
  n,
  session: lines[0].session,
  lines,
  ratings: `0x${'00'.repeat(lines.length)}`,
  signature: '0x',
})

const assemble = (tabs: OpenTab[], change: Partial<AssemblyInput> = {}) =>
  assembleBatch({ tabs, due: new Set([alice, bob]), isWaiting: () => true, silent: new Set(), ...change })

const chosen = (tabs: OpenTab[], change?: Partial<AssemblyInput>) =>
  assemble(tabs, change).tabs.map(({ n }) => n)

describe('assembleBatch', () => {
  it('takes one tab of each due session, in the order of their keys', () => {
    const tabs = [tab(1, line(bob, 0, w1)), tab(2, line(alice, 0, w1))]
    expect(chosen(tabs)).toEqual([2, 1])
    expect(chosen(tabs, { due: new Set([bob]) })).toEqual([1])
  })

  it('takes the tab with the most waiting lines, and of equal ones the newest', () => {
    const both = tab(2, line(alice, 0, w1), line(alice, 1, w2))
    expect(chosen([tab(1, line(alice, 0, w1)), both, tab(3, line(alice, 1, w2))])).toEqual([2])
    expect(chosen([both, { ...both, n: 9 }])).toEqual([9])
  })

  it('prefers a tab without spent lines, and leaves out one that has nothing else', () => {
    const isWaiting = ({ seq }: Line) => seq === 1
    const mixed = tab(5, line(alice, 0, w1), line(alice, 1, w1))
    expect(chosen([mixed, tab(4, line(alice, 1, w1))], { isWaiting })).toEqual([4])
    expect(chosen([tab(3, line(alice, 0, w1))], { isWaiting })).toEqual([])
  })

  it('gives every worker its lines in the order of the batch', () => {
    const { lists } = assemble([
      tab(1, line(bob, 3, w1), line(bob, 4, w2)),
      tab(2, line(alice, 7, w2), line(alice, 8, w1)),
    ])
    expect(lists.get(w1)?.map(({ session, seq }) => [session, seq])).toEqual([
      [alice, 8],
      [bob, 3],
    ])
    expect(lists.get(w2)).toHaveLength(2)
  })

  it('falls back to an older tab that the silent worker is not in', () => {
    const older = tab(1, line(alice, 0, w1))
    const newer = tab(2, line(alice, 0, w1), line(alice, 1, w2))
    const { tabs, stranded } = assemble([older, newer], { silent: new Set([w2]) })
    expect(tabs.map(({ n }) => n)).toEqual([1])
    expect(stranded).toEqual([])
  })

  it('names the lines of live workers that a silent one keeps out of every tab', () => {
    const { tabs, stranded } = assemble(
      [tab(1, line(alice, 0, w1), line(alice, 1, w2), line(alice, 2, w3))],
      {
        silent: new Set([w2]),
      },
    )
    expect(tabs).toEqual([])
    expect(stranded.map(({ seq }) => seq)).toEqual([0, 2])
  })

  it('stops before the gas of a transaction is used up', () => {
    const many = (session: `0x${string}`) =>
      tab(1, line(session, 0, w1), ...Array.from({ length: 2_900 }, (_, i) => line(session, i + 1, w1)))
    expect(assemble([many(alice), many(bob)]).tabs).toHaveLength(1)
  })
})
