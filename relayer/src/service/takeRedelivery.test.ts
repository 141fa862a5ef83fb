import { hashRedeliver, hashTicket, redeliverUntil, signRedeliver } from '@supernet/sdk/protocol'
import { eq } from 'drizzle-orm'
import type { PrivateKeyAccount } from 'viem/accounts'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { deliverShare, storeBlobs } from '../../test/delivered.ts'
import { createWorld, hex32, newAccount, type World } from '../../test/world.ts'
import { createSweeper } from '../keeper/sweeper.ts'
import { readEvents } from '../store/jobEvents.ts'
import { readRedelivery } from '../store/redeliveries.ts'
import { redeliveries } from '../store/schema/index.ts'
import { readDuties } from '../ws/duties.ts'
import { acknowledgeBlobs } from './acknowledgeBlobs.ts'
import { takeRedelivered, takeRedelivery } from './takeRedelivery.ts'
import { takeTicket } from './takeTicket.ts'

type Delivered = Awaited<ReturnType<typeof deliverShare>>

describe('takeRedelivery', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
  })
  afterEach(() => vi.restoreAllMocks())
  afterAll(() => world.end())

  const now = () => world.common.clock.now()
  const digestOf = ({ ticket }: Pick<Delivered, 'ticket'>) => hashTicket(world.domain, ticket)

  const challenge = async (
    made: Pick<Delivered, 'ticket' | 'key'>,
    { at = now(), share = 0, signer = made.key as PrivateKeyAccount } = {},
  ) => {
    const redeliver = { ticket: digestOf(made), share, at }
    return { redeliver, signature: await signRedeliver(signer, world.domain, redeliver) }
  }
  const ask = async (made: Pick<Delivered, 'ticket' | 'key'>, change: Parameters<typeof challenge>[1] = {}) =>
    takeRedelivery(world.common, made.ticket.jobId, await challenge(made, change))
  const lost = async () => {
    const made = await deliverShare(world)
    await acknowledgeBlobs(
      world.common,
      made.ticket.jobId,
      made.refs.map(({ sha256 }) => sha256),
    )
    return made
  }
  const dutiesOf = async ({ worker }: Delivered) =>
    (await readDuties(world.common, worker.operator.address)).filter(({ type }) => type === 'redeliver')

  it('is durable before it is answered, waits for the worker, and ends when every picture is here', async () => {
    const made = await lost()
    const asked = await challenge(made)
    const view = await takeRedelivery(world.common, made.ticket.jobId, asked)
    const id = hashRedeliver(world.domain, asked.redeliver)
    expect(view).toMatchObject({ id, share: 0, state: 'waiting', until: asked.redeliver.at + 86_400 })
    expect(await dutiesOf(made)).toEqual([{ type: 'redeliver', ...asked }])

    const operator = made.worker.operator.address
    await storeBlobs(world, made.worker, made.refs.slice(0, 3))
    expect(await takeRedelivered(world.common, operator, { id })).toBe(false)
    expect((await readRedelivery(world.common.store.db, id)).state).toBe('waiting')

    await storeBlobs(world, made.worker, made.refs.slice(3))
    const before = (await readEvents(world.common.store.db, made.ticket.jobId, 0)).length
    expect(await takeRedelivered(world.common, operator, { id })).toBe(true)
    expect(await takeRedelivered(world.common, operator, { id })).toBe(true)
    expect((await readRedelivery(world.common.store.db, id)).state).toBe('done')
    expect(await dutiesOf(made)).toEqual([])
    // The client that waits is told once.
    expect(await readEvents(world.common.store.db, made.ticket.jobId, before)).toHaveLength(1)
  })

  it('has one challenge of a share waiting, however often it is asked', async () => {
    const made = await lost()
    const asked = await challenge(made)
    const views = await Promise.all([
      takeRedelivery(world.common, made.ticket.jobId, asked),
      takeRedelivery(world.common, made.ticket.jobId, asked),
      ask(made, { at: now() - 1 }),
    ])
    expect(new Set(views.map(({ id }) => id)).size).toBe(1)
    expect(await dutiesOf(made)).toHaveLength(1)
  })

  it('asks no worker for pictures that are still here', async () => {
    const made = await deliverShare(world)
    expect((await ask(made)).state).toBe('done')
    expect(await dutiesOf(made)).toEqual([])
  })

  it('refuses strangers, what was never delivered, and what is out of time', async () => {
    const made = await lost()
    const refused = (code: string, change: Parameters<typeof challenge>[1]) =>
      expect(ask(made, change)).rejects.toMatchObject({ code })
    await refused('redelivery-signature', { signer: newAccount() })
    await refused('share-unknown', { share: 1 })
    await refused('redelivery-expired', { at: now() - 86_400 })
    await refused('redelivery-expired', { at: now() + 3_600 })
    const other = takeRedelivery(world.common, hex32(), await challenge(made))
    await expect(other).rejects.toMatchObject({ code: 'share-unknown' })

    const worker = await world.addWorker()
    const { key } = await world.addSession()
    const posted = await world.makeTicket(key, [worker])
    await takeTicket(world.common, posted)
    await expect(ask({ ticket: posted.signed.ticket, key })).rejects.toMatchObject({
      code: 'share-undelivered',
    })

    const late = redeliverUntil(made.ticket.redeemBy) + 1
    vi.spyOn(world.common.clock, 'now').mockReturnValue(late)
    await refused('redelivery-late', { at: late })
    expect(
      await world.common.store.db
        .select()
        .from(redeliveries)
        .where(eq(redeliveries.jobId, made.ticket.jobId)),
    ).toEqual([])
  })

  it('takes the answer of the share’s own worker only, and passes its reason on', async () => {
    const made = await lost()
    const { id } = await ask(made)
    await expect(takeRedelivered(world.common, newAccount().address, { id })).rejects.toMatchObject({
      code: 'operator-mismatch',
    })
    await expect(takeRedelivered(world.common, newAccount().address, { id: hex32() })).rejects.toMatchObject({
      code: 'redelivery-unknown',
    })
    await takeRedelivered(world.common, made.worker.operator.address, { id, code: 'result-lost' })
    expect(await readRedelivery(world.common.store.db, id)).toMatchObject({
      state: 'failed',
      code: 'result-lost',
    })
  })

  it('gives a silent worker a day, and a share ten challenges in it', async () => {
    const made = await lost()
    const { id, until } = await ask(made)
    const sweeper = createSweeper(world.common)
    await sweeper.step()
    expect((await readRedelivery(world.common.store.db, id)).state).toBe('waiting')
    vi.spyOn(world.common.clock, 'now').mockReturnValue(until)
    expect(await dutiesOf(made)).toEqual([])
    await sweeper.step()
    expect(await readRedelivery(world.common.store.db, id)).toMatchObject({
      state: 'failed',
      code: 'redelivery-silent',
    })
    for (let i = 1; i < 10; i++) {
      const again = await ask(made, { at: until + 10 - i })
      await takeRedelivered(world.common, made.worker.operator.address, { id: again.id, code: 'result-lost' })
    }
    await expect(ask(made)).rejects.toMatchObject({ code: 'rate-limited' })
  })
})
