import type { Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLASS_ID, createWorld, hex32, newAccount, order, table, type World } from '../../../test/world.ts'
import { reserveWorkers } from '../../service/reserveWorkers.ts'
import { takeTicket } from '../../service/takeTicket.ts'
import { readModels, requireAccess } from '../../store/catalog.ts'
import {
  chainLedgerModels,
  chainModelAccess,
  chainModelStakes,
  chainModels,
  chainModelUsers,
} from '../../store/schema/index.ts'
import { applyBlock } from '../applyBlock.ts'
import type { ChainEvent } from '../log.ts'
import { undoAfter, undoAll } from '../undo.ts'

const hash = (byte: number): Hex => `0x${byte.toString(16).padStart(64, '0')}`
const stranger = newAccount().address

describe('models as assets', () => {
  let world: World
  let owner: Hex
  beforeAll(async () => {
    world = await createWorld()
    owner = newAccount().address
    await db().insert(chainLedgerModels).values({ id: 2, royaltyBps: 500, listed: true })
    await db().insert(chainModels).values({
      id: 2,
      owner,
      account: owner,
      name: 'second',
      uri: '',
      contentRoot: hex32(),
      classId: CLASS_ID,
      table,
    })
  })
  afterAll(() => world.end())

  const db = () => world.common.store.db
  const block = (number: number, source: 'access' | 'modelStake', ...events: [string, object][]) =>
    db().transaction((tx) =>
      applyBlock(
        tx,
        { number, hash: hash(number), parentHash: hash(number - 1), time: 100 + number },
        events.map(([eventName, args], logIndex) => ({
          source,
          event: { eventName, args, place: { tx: hash(number), logIndex, block: number, at: 100 + number } },
        })) as unknown as ChainEvent[],
      ),
    )
  const of = (account: Hex, tier = 0) => ({ account, tier })
  const idsFor = async (account?: Hex, tier = 0) =>
    (await readModels(db(), account && { account, tier })).map(({ id }) => id)

  it('lists the model with more stake first, and as before after a re-org', async () => {
    expect(await idsFor()).toEqual([1, 2])
    await block(2, 'modelStake', ['ModelStaked', { model: 2, total: 10n ** 24n }])
    await block(3, 'modelStake', ['ModelStaked', { model: 1, total: 5n }])
    expect(await idsFor()).toEqual([2, 1])
    expect((await readModels(db()))[0]?.stake).toBe(10n ** 24n)
    await block(4, 'modelStake', ['ModelUnstakeRequested', { model: 2, total: 0n }])
    expect(await idsFor()).toEqual([1, 2])
    await db().transaction((tx) => undoAfter(tx, 3))
    expect(await idsFor()).toEqual([2, 1])
  })

  it('shows a private model to its owner and its list only, and takes orders of nobody else', async () => {
    const { key, owner: asker } = await world.addSession()
    const worker = await world.addWorker()
    const request = { jobId: hex32(), session: key.address, order, exclude: [] }
    const posted = await world.makeTicket(key, [worker])
    await reserveWorkers(world.common, request)

    await block(4, 'access', ['ModelPrivacySet', { model: 1, isPrivate: true }])
    expect([await idsFor(), await idsFor(stranger)]).toEqual([[2], [2]])
    await expect(requireAccess(db(), 1, of(asker))).rejects.toMatchObject({ code: 'model-private' })
    await expect(reserveWorkers(world.common, request)).rejects.toMatchObject({ code: 'model-private' })
    await expect(takeTicket(world.common, posted)).rejects.toMatchObject({ code: 'model-private' })

    await block(5, 'access', ['ModelUserSet', { model: 1, user: asker, allowed: true }])
    expect(await idsFor(asker)).toEqual([2, 1])
    expect((await readModels(db(), of(asker)))[1]?.isPrivate).toBe(true)
    expect((await reserveWorkers(world.common, request)).shares).toHaveLength(1)
    expect((await takeTicket(world.common, posted)).jobId).toBe(posted.signed.ticket.jobId)

    await block(6, 'access', ['ModelUserSet', { model: 1, user: asker, allowed: false }])
    expect(await idsFor(asker)).toEqual([2])
    await db().transaction((tx) => undoAfter(tx, 5))
    expect(await idsFor(asker)).toEqual([2, 1])
    await db().transaction((tx) => undoAfter(tx, 3))
    expect(await idsFor(stranger)).toEqual([2, 1])
  })

  it('lets users from a tier on use a private model', async () => {
    await block(4, 'access', ['ModelLeastTierSet', { model: 2, tier: 2 }])
    expect(await idsFor(stranger)).toEqual([2, 1])
    await block(5, 'access', ['ModelPrivacySet', { model: 2, isPrivate: true }])
    expect(await idsFor(stranger, 1)).toEqual([1])
    expect(await idsFor(stranger, 2)).toEqual([2, 1])
    await requireAccess(db(), 2, of(stranger, 2))
    await block(6, 'access', ['ModelLeastTierSet', { model: 2, tier: 0 }])
    expect(await idsFor(stranger, 4)).toEqual([1])
    await db().transaction((tx) => undoAfter(tx, 3))
  })

  it('lets the owner use its private model, also the next one', async () => {
    await block(4, 'access', ['ModelPrivacySet', { model: 2, isPrivate: true }])
    await requireAccess(db(), 2, of(owner))
    await expect(requireAccess(db(), 2, of(stranger))).rejects.toMatchObject({ code: 'model-private' })
    await db().update(chainModels).set({ owner: stranger })
    await requireAccess(db(), 2, of(stranger))
    await expect(requireAccess(db(), 2, of(owner))).rejects.toMatchObject({ code: 'model-private' })
  })

  it('is read again from nothing after a deep re-org', async () => {
    await db().transaction((tx) => undoAll(tx))
    for (const each of [chainModelAccess, chainModelUsers, chainModelStakes])
      expect(await db().select().from(each)).toEqual([])
  })
})
