import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createTestStore } from '../../test/testStore.ts'
import { openStore } from './database.ts'

// A server that was killed took the relayer along: the error of its last connection in use was heard by nobody.
test('survives the loss of a connection in use, whatever it says on the way', async () => {
  const errors: Error[] = []
  const { url, close } = await createTestStore()
  await close()
  const store = openStore(url, (error) => errors.push(error))
  const client = await store.pool.connect()
  await client.query('BEGIN')
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  await store.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
  while (errors.length === 0) await sleep(10)
  client.emit('error', new Error('read ECONNRESET'))
  client.release(true)
  client.emit('error', new Error('read ECONNRESET'))
  expect(errors.length).toBeGreaterThanOrEqual(3)
  expect((await store.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  await store.close()
})
