import { hashGrant, hashTicket, ticketTotal, typedGrant } from '@supernet/sdk/protocol'
import type { SignedGrant } from '@supernet/sdk/schema'
import { eq } from 'drizzle-orm'
import { type PublicClient, recoverTypedDataAddress, type TypedDataDefinition } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, hex32, newAccount, order, type World } from '../../test/world.ts'
import type { Common } from '../common.ts'
import { readGrant } from '../store/grants.ts'
import { chainSessions } from '../store/schema/index.ts'
import { readDuties } from '../ws/duties.ts'
import { reserveWorkers } from './reserveWorkers.ts'
import { takeGrant } from './takeGrant.ts'
import { takeTicket } from './takeTicket.ts'

type Verified = TypedDataDefinition & { address: `0x${string}`; signature: `0x${string}` }

describe('what a key may spend on one job', () => {
  let world: World
  let common: Common
  beforeAll(async () => {
    world = await createWorld()
    const chain = {
      ...world.common.chain,
      async verifyTypedData({ address, signature, ...data }: Verified) {
        return (await recoverTypedDataAddress({ ...data, signature }).catch(() => undefined)) === address
      },
    } as unknown as PublicClient
    common = { ...world.common, chain }
  })
  afterAll(() => world.end())

  /** A session whose owner's key the test holds. */
  async function ownedSession() {
    const { key } = await world.addSession()
    const owner = newAccount()
    await common.store.db
      .update(chainSessions)
      .set({ owner: owner.address })
      .where(eq(chainSessions.key, key.address))
    return { key, owner }
  }
  const sign = async (
    signer: PrivateKeyAccount,
    key: PrivateKeyAccount,
    perJob: bigint,
    at = common.clock.now(),
  ): Promise<SignedGrant> => {
    const grant = { key: key.address, perJob, at }
    return { grant, signature: await signer.signTypedData(typedGrant(common.domain, grant)) }
  }
  const taking = (signed: SignedGrant) => takeGrant(common, signed)

  it('is what the owner signed last', async () => {
    const { key, owner } = await ownedSession()
    const now = common.clock.now()
    const first = await sign(owner, key, 5n, now - 10)
    await taking(first)
    await taking(first)
    const later = await sign(owner, key, 7n, now)
    await Promise.all([taking(later), taking(later)])
    expect(await readGrant(common.store.db, key.address)).toEqual(later)
    await expect(taking(first)).rejects.toMatchObject({ code: 'grant-time' })
    await expect(taking(await sign(owner, key, 8n, now))).rejects.toMatchObject({ code: 'grant-time' })
    expect(hashGrant(common.domain, later.grant)).not.toBe(hashGrant(common.domain, first.grant))
  })

  it('is signed by nobody else, for no other time, and for a session that is there', async () => {
    const { key, owner } = await ownedSession()
    const ahead = common.clock.now() + 1_000
    const refused = [
      [await sign(key, key, 5n), 'grant-signature'],
      [{ ...(await sign(owner, key, 5n)), signature: '0x12' }, 'grant-signature'],
      [await sign(owner, key, 5n, ahead), 'grant-time'],
      [await sign(owner, newAccount(), 5n), 'session-missing'],
    ] as const
    for (const [signed, code] of refused) await expect(taking(signed)).rejects.toMatchObject({ code })
    expect(await readGrant(common.store.db, key.address)).toBeUndefined()
  })

  it('holds for reservations and tickets, and goes to the worker', async () => {
    const worker = await world.addWorker()
    const { key, owner } = await ownedSession()
    const posted = await world.makeTicket(key, [worker])
    const cost = ticketTotal(posted.signed.ticket)
    await taking(await sign(owner, key, cost - 1n, common.clock.now() - 5))
    const request = { jobId: hex32(), session: key.address, order, exclude: [] }
    await expect(reserveWorkers(common, request)).rejects.toMatchObject({
      code: 'grant-exceeded',
      details: { perJob: String(cost - 1n), needed: String(cost) },
    })
    await expect(takeTicket(common, posted)).rejects.toMatchObject({ code: 'grant-exceeded' })

    const enough = await sign(owner, key, cost)
    await taking(enough)
    expect((await reserveWorkers(common, request)).shares).not.toEqual([])
    await takeTicket(common, posted)
    const duties = await readDuties(common, worker.operator.address)
    const ticket = hashTicket(common.domain, posted.signed.ticket)
    expect(duties).toMatchObject([{ type: 'offer', ticket, grant: enough }])
  })
})
