import { randomBytes } from 'node:crypto'
import { BaseError } from '@supernet/sdk/errors'
import { challengeMessage, checkCertificate, readDocuments } from '@supernet/sdk/protocol'
import type { DailyKeyCertificate, FromWorker } from '@supernet/sdk/schema'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { verifyMessage } from 'viem'
import type { Common } from '../common.ts'
import { chainModels, chainOperators, chainWorkers, manifests, presence } from '../store/schema/index.ts'
import { hashToken } from '../store/workers.ts'
import { readBonded } from './bonds.ts'

type Hello = Extract<FromWorker, { type: 'hello' }>

/** Clocks of worker and chain may differ by this much. */
const CLOCK_SLACK = 60

/** The operator's certificate against what the chain says of its worker now. Returns the worker. */
export async function checkWorkerKey(
  common: Common,
  operator: `0x${string}`,
  certificate: DailyKeyCertificate,
) {
  const { store, domain, clock } = common
  const [found] = await store.db
    .select({ worker: chainWorkers, row: chainOperators })
    .from(chainWorkers)
    .innerJoin(chainOperators, eq(chainOperators.operator, chainWorkers.operator))
    .where(eq(chainWorkers.operator, operator))
  if (found === undefined || found.worker.workerId !== certificate.key.workerId)
    throw new BaseError('worker-unknown', { details: { operator } })
  if (found.row.jailed || found.row.retireAt !== 0)
    throw new BaseError('worker-jailed', { details: { operator } })
  const now = Math.min(clock.now() + CLOCK_SLACK, Math.max(clock.now(), certificate.key.notBefore))
  await checkCertificate(certificate, { now, operator, minSeq: found.worker.minSeq, domain })
  return found.worker
}

/** Checks a hello and enters the worker as present. Returns its upload token. */
export async function admitWorker(common: Common, nonce: `0x${string}`, hello: Hello): Promise<string> {
  const { store, network, bus } = common
  const { operator, workerId, certificate } = hello
  const message = challengeMessage({
    nonce,
    ledger: network.contracts.renderLedger,
    chainId: network.chainId,
  })
  if (!(await verifyMessage({ address: operator, message, signature: hello.signature })))
    throw new BaseError('unauthorised', { details: { operator } })
  const { owner } = await checkWorkerKey(common, operator, certificate)
  const bonded = await readBonded(common, workerId, owner)
  const models = await checkModels(common, hello)
  const uploadToken = randomBytes(32).toString('base64url')
  const row = {
    operator,
    workerId,
    replica: bus.replica,
    certificate,
    models,
    tiers: hello.tiers,
    capacity: hello.capacity,
    tokenHash: hashToken(uploadToken),
    online: true,
    bonded,
    lastSeen: sql`now()`,
  }
  await store.db.insert(presence).values(row).onConflictDoUpdate({ target: presence.operator, set: row })
  return uploadToken
}

/**
 * Offered models that the registry knows under the same determinism class. What clients are shown of them comes from files
 * that the chain vouches for, whoever hands them in: a worker cannot change a model for others.
 */
async function checkModels({ store }: Common, hello: Hello) {
  const ids = hello.models.map((model) => model.id)
  const known =
    ids.length === 0 ? [] : await store.db.select().from(chainModels).where(inArray(chainModels.id, ids))
  for (const offered of hello.models) {
    const model = known.find(({ id }) => id === offered.id)
    if (model === undefined) throw new BaseError('model-unknown', { details: { model: offered.id } })
    if (model.classId !== offered.classId)
      throw new BaseError('model-hash-mismatch', { details: { model: offered.id } })
    const { manifest, vocabulary } = readDocuments(model.contentRoot, offered.documents)
    const row = { model: offered.id, manifest, documents: offered.documents }
    await store.db
      .insert(manifests)
      .values({ ...row, vocabulary: vocabulary ?? null })
      // Without a vocabulary there is nothing to put in the place of a known one.
      .onConflictDoUpdate({ target: manifests.model, set: { ...row, ...(vocabulary && { vocabulary }) } })
  }
  return hello.models.map(({ id, classId, stepMs, fixedMs }) => ({ id, classId, stepMs, fixedMs }))
}

export const renewKey = ({ store }: Common, operator: `0x${string}`, certificate: DailyKeyCertificate) =>
  store.db.update(presence).set({ certificate }).where(eq(presence.operator, operator))

const own = ({ bus }: Common, operators: readonly `0x${string}`[]) =>
  and(inArray(presence.operator, [...operators]), eq(presence.replica, bus.replica))

/** Says that the workers are still here, unless they have moved to another replica. */
export async function keepPresent(common: Common, operators: readonly `0x${string}`[]): Promise<void> {
  if (operators.length === 0) return
  await common.store.db
    .update(presence)
    .set({ lastSeen: sql`now()`, online: true })
    .where(own(common, operators))
}

export async function leave(common: Common, operator: `0x${string}`): Promise<void> {
  await common.store.db
    .update(presence)
    .set({ online: false })
    .where(own(common, [operator]))
}
