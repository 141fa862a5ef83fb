import type { Random } from '../helpers/random.ts'

export type Fault =
  | {
      readonly kind: 'kill'
      readonly target: 'relayer' | 'worker1' | 'worker2' | 'anvil' | 'postgres' | 'client'
    }
  | { readonly kind: 'reorg'; readonly depth: number }
  /** Killed, and away until every ticket of the run is dead. */
  | { readonly kind: 'absence'; readonly target: 'worker2' | 'client' }

export type Scheduled = { readonly afterMs: number; readonly fault: Fault }

/** The deepest re-org: blocks that the run's own session is older than. */
export const DEEPEST = 5

/** What goes wrong in one run, and how long after the one before. */
export function drawSchedule(random: Random): Scheduled[] {
  return Array.from({ length: random.between(4, 7) }, () => ({
    afterMs: random.between(200, 3_000),
    fault: drawFault(random),
  }))
}

function drawFault(random: Random): Fault {
  if (random.next() < 0.25) return { kind: 'reorg', depth: random.between(1, DEEPEST) }
  if (random.next() < 0.06) return { kind: 'absence', target: random.pick(['worker2', 'client']) }
  const target = random.pick([
    'relayer',
    'relayer',
    'worker1',
    'worker2',
    'anvil',
    'postgres',
    'client',
    'client',
  ])
  return { kind: 'kill', target }
}

export function inWords({ afterMs, fault }: Scheduled): string {
  switch (fault.kind) {
    case 'kill':
      return `+${afterMs} ms kill -9 ${fault.target}`
    case 'reorg':
      return `+${afterMs} ms re-org of ${fault.depth}`
    case 'absence':
      return `+${afterMs} ms kill -9 ${fault.target} for good`
  }
}
