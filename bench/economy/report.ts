import type { VestingGroup } from '@supernet/sdk/protocol'

/** The evening of a day. Amounts are in wei, prices of the market in dollars. */
export type DayReport = {
  day: number
  time: number
  news: string[]
  /** How often a call was refused, by the name of its error. */
  refused: Record<string, number>
  prices: { sogni: number; eth: number; usdc: number; sogni_governed: number }
  treasury: {
    usdc: bigint
    eth: bigint
    /** With what lies in the ledger's pool. */
    sogni: bigint
    usdc_usd: bigint
    eth_usd: bigint
    sogni_usd: bigint
    /** In units of the ledger. */
    pool: bigint
  }
  spark: { purchased: bigint; promotional: bigint; minted: bigint; burned: bigint; conserved: boolean }
  solvency: {
    assets_usd: bigint
    /** What renders for all purchased Spark cost the treasury, and 110 % of it. */
    liability_usd: bigint
    required_usd: bigint
    /** Assets over what is required: the rule holds from 1 on. Null while nothing is owed. */
    margin: number | null
  }
  fiat_owed_usd: number
  staked: bigint
  groups: Record<
    VestingGroup,
    { allocation: bigint; in_vault: bigint; released: bigint; circulating: bigint }
  >
  holders: Record<string, bigint>
  supply: bigint
  /** The supply is ten billion, and every holder that the events tell of has what they tell: together, all of it. */
  supply_conserved: boolean
  /** The ledger's SOGNI is what its rows owe, to the wei. */
  ledger_covers: boolean
  work: { jobs: number; images: number; skipped: number }
}
