import { renderLedgerAbi } from '@supernet/sdk/abi'
import type { Network } from '@supernet/sdk/schema'
import pg from 'pg'
import type { PublicClient } from 'viem'
import { type Books, rebuildBooks } from './rebuiltBooks.ts'

type Row = Record<string, string | number | boolean | null>
/** One fact as two sides tell it. */
export type Difference = {
  row: string
  field: string
  chain: string
  other: string
  side: 'events' | 'indexer'
}

/** Every ledger row as the chain's views show it, compared with the books rebuilt from logs and the relayer's tables. */
export async function findDifferences(
  reader: PublicClient,
  network: Network,
  databaseUrl: string,
): Promise<{ differences: Difference[]; books: Books }> {
  const books = await rebuildBooks(reader, network)
  const tables = await readTables(databaseUrl)
  const ledger = { address: network.contracts.renderLedger, abi: renderLedgerAbi } as const
  const differences: Difference[] = []

  const compare = (row: string, chain: Row, events: Row, indexed: Row | undefined) => {
    const sides = [
      ['events', events],
      ['indexer', indexed ?? {}],
    ] as const
    for (const [side, facts] of sides)
      for (const [field, value] of Object.entries(chain))
        if (String(facts[field]) !== String(value))
          differences.push({ row, field, chain: String(value), other: String(facts[field]), side })
  }

  for (const [key, row] of books.sessions) {
    const view = await reader.readContract({ ...ledger, functionName: 'session', args: [key] })
    const chain = { balance: `${view.balance}`, base: view.base, window: `${view.window}` }
    const balance = row.deposited - row.withdrawn - row.debited
    const events = { balance: `${balance}`, base: row.numbers.base, window: `${row.numbers.bits}` }
    compare(`session ${key}`, chain, events, tables.sessions.get(key))
  }
  for (const [operator, row] of books.operators) {
    const { accrued, jobs, baseMs, failures, good, rated, takeBps } = await reader.readContract({
      ...ledger,
      functionName: 'worker',
      args: [operator],
    })
    const chain = { accrued: `${accrued}`, jobs, base_ms: baseMs, failures, good, rated, take_bps: takeBps }
    const events = {
      ...row,
      accrued: `${row.accrued}`,
      base_ms: row.baseMs,
      take_bps: row.takeBps,
      requested: null,
    }
    compare(`operator ${operator}`, chain, events, tables.operators.get(operator))
  }
  for (const [id, row] of books.models) {
    const { royalty, images, royaltyBps } = await reader.readContract({
      ...ledger,
      functionName: 'model',
      args: [id],
    })
    const chain = { royalty: `${royalty}`, images, royalty_bps: royaltyBps }
    const events = { royalty: `${row.royalty}`, images: row.images, royalty_bps: row.royaltyBps }
    compare(`model ${id}`, chain, events, tables.models.get(String(id)))
  }
  const { treasury, pool } = await reader.readContract({ ...ledger, functionName: 'global' })
  const chain = { treasury: `${treasury}`, pool: `${pool}` }
  compare('books', chain, { treasury: `${books.treasury}`, pool: `${books.pool}` }, tables.books)
  return { differences, books }
}

async function readTables(databaseUrl: string) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const read = async (table: string) => (await client.query<Row>(`SELECT * FROM ${table}`)).rows
    const by = (rows: Row[], column: string) => new Map(rows.map((row) => [String(row[column]), row]))
    return {
      sessions: by(await read('chain_sessions'), 'key'),
      operators: by(await read('chain_operators'), 'operator'),
      models: by(await read('chain_ledger_models'), 'id'),
      books: (await read('chain_global'))[0],
    }
  } finally {
    await client.end()
  }
}
