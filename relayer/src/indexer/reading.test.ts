import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { keccak256, toHex } from 'viem'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestStore } from '../../test/testStore.ts'
import type { Store } from '../store/database.ts'
import * as schema from '../store/schema/index.ts'
import { READING } from './reading.ts'
import { CHAIN_TABLES } from './tables.ts'

/** The journal itself is made by hand (drizzle/0001); the row that says how the chain was read is not of the chain. */
const [BY_HAND, NOT_READ] = ['chain_undo', 'chain_reading']

const tables = Object.values(schema)
  .filter((value) => value instanceof PgTable)
  .map(getTableConfig)
  .filter(({ name }) => name.startsWith('chain_') && name !== NOT_READ)

let store: Store
beforeAll(async () => {
  store = await createTestStore()
})
afterAll(() => store.close())

it('stands for the tables as they are', () => {
  const columns = tables
    .map(({ name, columns }) => `${name}: ${columns.map((each) => `${each.name} ${each.getSQLType()}`)}`)
    .sort()
  const fingerprint = keccak256(toHex(columns.join('\n'))).slice(0, 10)
  // Other columns or tables: raise READING, so that databases are read again, and write down what it stands for now.
  expect({ READING, fingerprint }).toEqual({ READING: 4, fingerprint: '0x0c8212cf' })
})

it('knows every table that is read from the chain, and each is journalled', async () => {
  const names = [...tables.map(({ name }) => name), BY_HAND]
  expect([...CHAIN_TABLES].sort()).toEqual(names.sort())
  const { rows } = await store.pool.query<{ name: string }>(
    `SELECT t.tgrelid::regclass::text AS name FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
      WHERE p.proname = 'chain_journal'`,
  )
  // The blocks themselves are taken back by number.
  const journalled = names.filter((name) => name !== BY_HAND && name !== 'chain_blocks')
  expect(rows.map(({ name }) => name).sort()).toEqual(journalled.sort())
})
