import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestStore } from '../../test/testStore.ts'
import { hex32, newAccount } from '../../test/world.ts'
import type { Store } from '../store/database.ts'
import { accounts, recoveries, signedTransfers, sponsorships } from '../store/schema/index.ts'
import { forgetClients } from './forgetClients.ts'

const DAY = 24 * 3600
const TODAY = 20_000

describe('who asked', () => {
  let store: Store
  beforeAll(async () => {
    store = await createTestStore()
    const client = 'digest'
    for (const day of [TODAY - 1, TODAY]) {
      const address = newAccount().address
      const made = { address, qx: hex32(), qy: hex32(), salt: hex32(), birth: [] }
      await store.db.insert(accounts).values({ ...made, day, client })
      const asked = { code: hex32(), passkey: hex32(), name: 'phone', expiresAt: 0 }
      await store.db.insert(recoveries).values({ ...asked, day, client })
      const sent = { id: hex32(), holder: address, nonce: hex32(), payee: address, amount: 1n }
      await store.db.insert(signedTransfers).values({ ...sent, day, client })
      const paid = { sender: address, nonce: 0n, creates: false, reserved: 1n, validUntil: 0, head: 0 }
      await store.db.insert(sponsorships).values({ ...paid, day, client })
    }
  })
  afterAll(() => store.close())

  const kept = async () => {
    const tables = [accounts, recoveries, signedTransfers, sponsorships]
    const rows = tables.map((table) => store.db.select({ day: table.day, client: table.client }).from(table))
    return (await Promise.all(rows)).map((of) =>
      of.filter(({ client }) => client !== null).map(({ day }) => day - TODAY),
    )
  }
  const forget = (now: number) => store.db.transaction((tx) => forgetClients(tx, now, 200))

  it('is known until the limits of the day are past, and forgotten after', async () => {
    await forget(TODAY * DAY + 3_599)
    expect((await kept()).map((days) => days.toSorted())).toEqual(Array(4).fill([-1, 0]))
    expect(await forget(TODAY * DAY + 3_600)).toBe(1)
    expect(await kept()).toEqual(Array(4).fill([0]))
    await forget((TODAY + 1) * DAY + 3_600)
    expect(await kept()).toEqual(Array(4).fill([]))
    expect(await store.db.$count(accounts)).toBe(2)
  })
})
