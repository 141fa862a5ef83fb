import { typedStatement } from '@supernet/sdk/protocol'
import { verifyTypedData } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, hex32, newAccount, type World } from '../../test/world.ts'
import type { Common } from '../common.ts'
import { readReferrals } from '../store/rewardPage.ts'
import {
  accounts,
  chainLines,
  chainOperatorWorkers,
  chainReferrals,
  chainSettlements,
  chainStakes,
} from '../store/schema/index.ts'
import { attestBoost, attestReferral } from './attest.ts'

describe('the attester', () => {
  let world: World
  let common: Common
  const key = generatePrivateKey()
  const attester = privateKeyToAccount(key).address
  const stranger = newAccount().address

  beforeAll(async () => {
    world = await createWorld()
    common = { ...world.common, config: { ...world.common.config, ATTESTER_KEY: key } }
  })
  afterAll(() => world.end())

  const db = () => world.common.store.db
  const pay = async (debit: bigint, at: number) => {
    const { key: session, owner } = await world.addSession()
    const { operator, workerId } = await world.addWorker()
    await db().insert(chainOperatorWorkers).values({ operator: operator.address, workerId })
    const place = { tx: hex32(), logIndex: 0, block: 1, at }
    await db()
      .insert(chainSettlements)
      .values({ ...place, lines: 1, applied: 1, skipped: 0, sparkRate: 10n ** 8n })
    await db()
      .insert(chainLines)
      .values({
        ...{ ...place, position: 0, session: session.address, seq: 0, count: 1, model: 1 },
        ...{ operator: operator.address, images: 1, steps: 1, baseMs: 1, rating: 0 },
        ...{ amount: debit, debit, gross: debit, royalty: 0n },
      })
    return owner
  }

  it('vouches for the boost of accounts that paid or hold stake, and for no fresh address', async () => {
    await expect(attestBoost(world.common, stranger)).rejects.toMatchObject({ code: 'attester-missing' })
    await expect(attestBoost(common, stranger)).rejects.toMatchObject({ code: 'attestation-early' })
    const staker = newAccount().address
    const row = { block: 1, account: staker, cooling: 0n, lp: 0n, at: 1 }
    await db()
      .insert(chainStakes)
      .values({ ...row, logIndex: 0, active: 1n })
    for (const account of [staker, await pay(1n, 1)]) {
      const { deadline, signature } = await attestBoost(common, account)
      const now = common.clock.now()
      expect(deadline).toBeGreaterThan(now)
      const day = Math.floor(now / 86_400)
      const { dailyBoost } = common.network.contracts
      const typed = typedStatement(31_337, dailyBoost, 'Boost', { account, day, deadline })
      expect(await verifyTypedData({ ...typed, address: attester, signature } as never)).toBe(true)
    }
    await db()
      .insert(chainStakes)
      .values({ ...row, logIndex: 1, active: 0n })
    await expect(attestBoost(common, staker)).rejects.toMatchObject({ code: 'attestation-early' })
  })

  it('vouches for the boost of an account that was made with a passkey here', async () => {
    const account = newAccount().address
    const seed = { qx: hex32(), qy: hex32(), salt: hex32(), birth: [] }
    await db()
      .insert(accounts)
      .values({ address: account, ...seed, day: 1, client: 'home' })
    expect((await attestBoost(common, account)).signature).toMatch(/^0x/)
  })

  it('vouches for what a referee spent of its own since it was referred', async () => {
    const now = common.clock.now()
    const referee = await pay(2_500_000n, now)
    await expect(attestReferral(common, referee)).rejects.toMatchObject({ code: 'referral-unknown' })
    await db().insert(chainReferrals).values({ referee, referrer: stranger, since: now })
    const { spent, deadline, signature } = await attestReferral(common, referee)
    expect(spent).toBe(25n * 10n ** 17n)
    const { referrals } = common.network.contracts
    const typed = typedStatement(31_337, referrals, 'Spend', { referee, spent, deadline })
    expect(await verifyTypedData({ ...typed, address: attester, signature } as never)).toBe(true)

    // The referrer is shown what would be vouched for.
    expect((await readReferrals(db(), stranger, { now })).referees).toMatchObject([
      { account: referee, spent },
    ])

    const before = await pay(1n, now - 10)
    await db().insert(chainReferrals).values({ referee: before, referrer: stranger, since: now })
    await expect(attestReferral(common, before)).rejects.toMatchObject({ code: 'attestation-early' })
  })
})
