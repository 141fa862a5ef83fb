/** What goes wrong, and when: `from` and `to` are parts of the whole time, so that shorter runs see the same. */
type Shock = {
  kind: 'sogni' | 'eth' | 'usdc' | 'dead'
  /** Factor of a price, or the price itself of USDC. */
  factor: number
  from: number
  /** Of what lasts for more than a day. */
  to?: number
  what: string
}

const SHOCKS: readonly Shock[] = [
  { kind: 'sogni', factor: 0.6, from: 0.13, what: 'SOGNI loses 40 % in a day' },
  { kind: 'eth', factor: 0.65, from: 0.26, what: 'Ether loses 35 % in a day' },
  { kind: 'usdc', factor: 0.93, from: 0.37, to: 0.4, what: 'USDC loses its peg: $0.93 for three days' },
  { kind: 'dead', factor: 1, from: 0.52, what: 'The ether feed is dead for a day' },
  { kind: 'sogni', factor: 0.5, from: 0.63, what: 'SOGNI loses half in a day' },
  { kind: 'sogni', factor: 1.9, from: 0.82, what: 'SOGNI nearly doubles in a day' },
]

/** Days of a run of `days` that the schedule names. */
export class Schedule {
  readonly #days: number

  constructor(days: number) {
    this.#days = days
  }

  /** The day at a part of the whole time. */
  dayAt(part: number): number {
    return Math.floor(part * this.#days)
  }

  due(day: number): (Shock & { first: boolean })[] {
    return SHOCKS.filter(({ from, to = from }) => day >= this.dayAt(from) && day <= this.dayAt(to)).map(
      (shock) => ({ ...shock, first: day === this.dayAt(shock.from) }),
    )
  }
}
