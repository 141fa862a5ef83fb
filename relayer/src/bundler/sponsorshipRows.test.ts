import type { Address } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestStore } from '../../test/testStore.ts'
import { newAccount } from '../../test/world.ts'
import type { Store } from '../store/database.ts'
import { sponsorships } from '../store/schema/index.ts'
import {
  charge,
  closeUnused,
  costOfAccount,
  openSince,
  type Reservation,
  reserve,
  usedToday,
} from './sponsorshipRows.ts'

const NOW = 1_000_000
const DAY = 11

describe('what is sponsored', () => {
  let store: Store
  const alice = newAccount().address
  const bob = newAccount().address

  beforeAll(async () => {
    store = await createTestStore()
  })
  afterAll(() => store.close())
  beforeEach(() => store.db.delete(sponsorships))

  const entry = (sender: Address, nonce: bigint, change: Partial<Reservation> = {}): Reservation => ({
    sender,
    nonce,
    day: DAY,
    client: 'home',
    creates: false,
    costWei: 100n,
    validUntil: NOW + 300,
    head: 7,
    ...change,
  })
  const approve = (one: Reservation) => store.db.transaction((tx) => reserve(tx, one))
  const used = (one: Reservation, now = NOW) => store.db.transaction((tx) => usedToday(tx, one, now))

  it('is held in full until it is charged', async () => {
    await approve(entry(alice, 0n))
    await approve(entry(bob, 0n, { costWei: 50n }))
    expect(await used(entry(alice, 1n))).toMatchObject({ accountWei: 100n, totalWei: 150n, operations: 1 })
    await charge(store.db, alice, 0n, 30n)
    expect(await used(entry(alice, 1n))).toMatchObject({ accountWei: 30n, totalWei: 80n, operations: 1 })
  })

  it('is counted for the address that asked, whichever accounts it is for', async () => {
    await approve(entry(alice, 0n))
    await approve(entry(bob, 0n, { costWei: 50n }))
    await approve(entry(bob, 1n, { client: 'cafe', costWei: 7n }))
    const from = (client: string, change: Partial<Reservation> = {}) =>
      used(entry(newAccount().address, 0n, { client, ...change }))
    expect(await from('home')).toMatchObject({ clientWei: 150n, totalWei: 157n })
    expect(await from('cafe')).toMatchObject({ clientWei: 7n })
    await charge(store.db, alice, 0n, 30n)
    expect(await from('home')).toMatchObject({ clientWei: 80n })
    expect(await from('home', { day: DAY + 1 })).toMatchObject({ clientWei: 0n })
  })

  it('is given back when it was not used in its time', async () => {
    await approve(entry(alice, 0n))
    expect(await openSince(store.db)).toBe(7)
    expect(await used(entry(alice, 1n), NOW + 301)).toMatchObject({ accountWei: 0n, operations: 0 })
    await closeUnused(store.db, NOW + 301)
    expect(await openSince(store.db)).toBeUndefined()
    expect(await used(entry(alice, 1n))).toMatchObject({ accountWei: 0n })
  })

  it('is told to the account that it was for', async () => {
    await approve(entry(alice, 0n))
    await approve(entry(alice, 1n))
    await approve(entry(alice, 2n, { day: DAY - 1 }))
    await approve(entry(bob, 0n))
    await charge(store.db, alice, 0n, 30n)
    const cost = (now: number) => costOfAccount(store.db, alice, { day: DAY, now })
    expect(await cost(NOW)).toEqual({ cost: 130n, operations: 2 })
    expect(await cost(NOW + 301)).toEqual({ cost: 30n, operations: 1 })
  })

  it('counts once for a number, at its dearest', async () => {
    await approve(entry(alice, 0n))
    expect(await used(entry(alice, 0n))).toMatchObject({ accountWei: 0n, operations: 0 })
    await approve(entry(alice, 0n, { costWei: 40n, validUntil: NOW + 10 }))
    expect(await used(entry(alice, 1n), NOW + 200)).toMatchObject({ accountWei: 100n, operations: 1 })
  })

  it('counts accounts by client and in all, and nothing of another day', async () => {
    await approve(entry(alice, 0n, { creates: true }))
    await approve(entry(bob, 0n, { creates: true, client: 'cafe' }))
    expect(await used(entry(newAccount().address, 0n, { client: 'cafe' }))).toMatchObject({
      creationsOfClient: 1,
      creations: 2,
    })
    expect(await used(entry(alice, 1n, { day: DAY + 1 }))).toMatchObject({ totalWei: 0n, creations: 0 })
  })
})
