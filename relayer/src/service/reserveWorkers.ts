import { BaseError } from '@supernet/sdk/errors'
import { totalPriceOf, unitPriceOf } from '@supernet/sdk/protocol'
import type { Reservation, ReserveRequest, ShareState } from '@supernet/sdk/schema'
import { eq, inArray, lt, sql } from 'drizzle-orm'
import type { Common } from '../common.ts'
import { checkGrant } from '../core/checkGrant.ts'
import { checkSession } from '../core/checkTicket.ts'
import { ineligibility, whyNobody } from '../core/eligibility.ts'
import { pick } from '../core/pick.ts'
import { promisedAmount } from '../core/promised.ts'
import { shareCount, splitOrder } from '../core/splitOrder.ts'
import { readPrice } from '../store/catalog.ts'
import type { Queryable } from '../store/database.ts'
import { readGrant } from '../store/grants.ts'
import { openPromises } from '../store/jobs.ts'
import { presence, reservations } from '../store/schema/index.ts'
import { transact } from '../store/transact.ts'
import { readCandidates } from '../store/workers.ts'
import { askerOf, requireModel, requireRoom } from './askerOf.ts'
import { freshSession } from './freshSession.ts'

export const RESERVATION_SECONDS = 10

/** Units that the session's open shares may still cost. */
export async function readPromised(db: Queryable, session: `0x${string}`): Promise<bigint> {
  const open = await openPromises(db, session)
  return open.reduce(
    (sum, { share, signed }) =>
      sum +
      promisedAmount({
        state: share.state as ShareState,
        ticket: signed.ticket,
        share: share.share,
        receipt: share.receipt ?? undefined,
      }),
    0n,
  )
}

/** Draws workers for an order, or for some images of it, and holds them for ten seconds. */
export async function reserveWorkers(common: Common, request: ReserveRequest): Promise<Reservation> {
  const { store, clock, random } = common
  const { order, images = { first: 0, count: order.count } } = request
  if (images.first + images.count > order.count)
    throw new BaseError('count-not-offered', {
      details: { count: images.first + images.count, max: order.count },
    })
  const now = clock.now()
  const price = await readPrice(store.db, order, now)
  const promised = await readPromised(store.db, request.session)
  const cost =
    images.count === order.count
      ? totalPriceOf(price, order.currency)
      : unitPriceOf(price, order.currency) * BigInt(images.count)
  checkGrant(await readGrant(store.db, request.session), cost)
  const session = await freshSession(
    common,
    request.session,
    ({ state, spendable }) => state === 'open' && spendable >= promised + cost,
  )
  checkSession(session, order.currency, promised + cost, now)
  await requireModel(common, order.model, session.owner)

  const candidates = await readCandidates(store.db, now, request.jobId)
  const { owner } = session
  const asker = await askerOf(common, { owner, order, candidates, exclude: request.exclude })
  await requireRoom(common, owner, images.count, asker.level)
  const eligible = candidates.filter((candidate) => ineligibility(candidate, order, asker) === undefined)
  if (eligible.length === 0) throw new BaseError(whyNobody(candidates, order, asker))
  const plan = splitOrder(
    pick(eligible, order, shareCount(images.count), random),
    order,
    images.first,
    images.count,
  )

  const operators = plan.map(({ candidate }) => candidate.operator)
  const certificates = await store.db.select().from(presence).where(inArray(presence.operator, operators))
  await transact(store.db, async (tx) => {
    await tx.delete(reservations).where(lt(reservations.expiresAt, sql`now()`))
    await tx.delete(reservations).where(eq(reservations.jobId, request.jobId))
    await tx.insert(reservations).values(
      plan.map(({ candidate, images: count }) => ({
        jobId: request.jobId,
        operator: candidate.operator,
        images: count,
        expiresAt: sql`now() + make_interval(secs => ${RESERVATION_SECONDS})`,
      })),
    )
  })
  return {
    expiresAt: now + RESERVATION_SECONDS,
    price,
    shares: plan.flatMap(({ candidate, images: count, firstImage }) => {
      const here = certificates.find((entry) => entry.operator === candidate.operator)
      return here === undefined
        ? []
        : [
            {
              operator: candidate.operator,
              workerId: candidate.workerId,
              certificate: here.certificate,
              images: count,
              firstImage,
              load: candidate.load,
            },
          ]
    }),
  }
}
