import { BaseError } from '@supernet/sdk/errors'
import { hashTicket, ticketTotal } from '@supernet/sdk/protocol'
import type { JobView, PostTicket } from '@supernet/sdk/schema'
import { eq } from 'drizzle-orm'
import type { Common } from '../common.ts'
import type { Candidate } from '../core/candidate.ts'
import { checkGrant } from '../core/checkGrant.ts'
import { checkTicket } from '../core/checkTicket.ts'
import { type Asker, ineligibility } from '../core/eligibility.ts'
import { readPrice } from '../store/catalog.ts'
import { readGrant } from '../store/grants.ts'
import { insertTicket, readJob, readTicket } from '../store/jobs.ts'
import { reservations } from '../store/schema/index.ts'
import { transact } from '../store/transact.ts'
import { readCandidates } from '../store/workers.ts'
import { askerOf, requireModel, requireRoom } from './askerOf.ts'
import { freshSession } from './freshSession.ts'
import { readPromised } from './reserveWorkers.ts'

/** Checks a ticket, makes it durable with its sealed bodies, and only then answers and wakes the workers. */
export async function takeTicket(common: Common, posted: PostTicket): Promise<JobView> {
  const { store, clock, domain, bus, logger } = common
  const { ticket, session } = posted.signed
  const digest = hashTicket(domain, ticket)
  const known = await readTicket(store.db, digest)
  if (known !== undefined) return readJob(store.db, known.ticket.jobId)

  const now = clock.now()
  const { owner } = await checkTicket(posted, {
    domain,
    digest,
    now,
    price: await readPrice(store.db, posted.order, now),
    session: await freshSession(common, session, ({ state }) => state === 'open'),
    promised: await readPromised(store.db, session),
  })
  checkGrant(await readGrant(store.db, session), ticketTotal(ticket))
  await requireModel(common, ticket.model, owner)
  const candidates = await readCandidates(store.db, now, ticket.jobId)
  const asker = await askerOf(common, { owner, order: posted.order, candidates })
  const images = ticket.shares.reduce((sum, share) => sum + share.images, 0)
  await requireRoom(common, owner, images, asker.level)
  const workerIds = findWorkers(posted, candidates, asker)

  await transact(store.db, async (tx) => {
    await insertTicket(tx, posted, { digest, workerIds, priority: asker.level.priority, now })
    await tx.delete(reservations).where(eq(reservations.jobId, ticket.jobId))
  })
  logger.info({ jobId: ticket.jobId, shares: ticket.shares.length }, 'took a ticket')
  bus.publish({ topic: 'job', jobId: ticket.jobId })
  for (const { operator } of ticket.shares) bus.publish({ topic: 'operator', operator })
  return readJob(store.db, ticket.jobId)
}

/** Ids of the ticket's workers, each of whom is present and may serve this user. Full workers were reserved. */
function findWorkers(posted: PostTicket, candidates: readonly Candidate[], asker: Asker): `0x${string}`[] {
  return posted.signed.ticket.shares.map(({ operator }) => {
    const candidate = candidates.find((entry) => entry.operator === operator)
    if (candidate === undefined) throw new BaseError('reservation-expired', { details: { operator } })
    const reason = ineligibility(candidate, posted.order, asker)
    if (reason !== undefined && reason !== 'capacity-full')
      throw new BaseError(reason, { details: { operator } })
    return candidate.workerId
  })
}
