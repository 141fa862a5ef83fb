import { isCreation, type UserOperation } from '@supernet/sdk/protocol'
import { and, eq, inArray, ne, or, sql } from 'drizzle-orm'
import type { Hex } from 'viem'
import { mayReplace } from '../core/checkOperation.ts'
import type { FaultCode, OperationFault } from '../core/operationFault.ts'
import type { Queryable, Transaction } from '../store/database.ts'
import { userOperations } from '../store/schema/index.ts'
import { type OperationRow, REVERTED } from './operationRows.ts'

const live = inArray(userOperations.state, ['queued', 'bundled'])
const isLive = ({ state }: OperationRow) => state === 'queued' || state === 'bundled'
/** A bundle of this operation alone reverted, though it had passed every trial. */
const revertedAlone = eq(userOperations.width, 0)

export interface Entry {
  readonly hash: Hex
  readonly operation: UserOperation
  /** Head of the chain when it came. */
  readonly head: number
}

const fault = (code: FaultCode, message: string): OperationFault => ({ code, message })

/** Why an operation cannot wait beside those of its sender that are on their way; undefined where it can. */
function judgeBeside({ operation }: Entry, others: readonly OperationRow[]): OperationFault | undefined {
  const old = others.find(({ nonce }) => nonce === operation.nonce)
  // Version 0.8 refuses a second operation that makes the account, though the first one has made it by then.
  if (isCreation(operation) && others.some((row) => row !== old && isCreation(row.operation)))
    return fault('operation-rejected', 'AA10 another operation makes this account')
  if (old === undefined) return undefined
  if (old.state === 'bundled') return fault('operation-invalid', 'an operation of this nonce is being mined')
  if (mayReplace(old.operation, operation)) return undefined
  const terms = 'both fees must be a tenth above those of the operation in the queue'
  return fault('operation-invalid', `replacement underpriced: ${terms}`)
}

/**
 * Takes operations of different senders, each in the place of a cheaper one of the same number where there is one. What
 * cannot be taken is in the answer, by its hash.
 */
export async function admitAll(
  tx: Transaction,
  entries: readonly Entry[],
): Promise<Map<Hex, OperationFault>> {
  const faults = new Map<Hex, OperationFault>()
  // In one order everywhere: two replicas that lock the same senders do not wait for each other.
  const senders = entries.map(({ operation }) => operation.sender).toSorted()
  await tx.execute(
    sql`SELECT pg_advisory_xact_lock(hashtext('operation:' || sender)) FROM unnest(${sql.param(senders)}::text[]) AS sender`,
  )
  const rows = await tx
    .select()
    .from(userOperations)
    .where(
      or(
        inArray(
          userOperations.hash,
          entries.map(({ hash }) => hash),
        ),
        and(inArray(userOperations.sender, senders), or(live, revertedAlone)),
      ),
    )
  const replaced: Hex[] = []
  const taken: Entry[] = []
  for (const entry of entries) {
    const known = rows.find(({ hash }) => hash === entry.hash)
    if (known !== undefined && known.state !== 'dropped') continue
    if (known?.width === 0) {
      faults.set(entry.hash, fault('operation-rejected', REVERTED))
      continue
    }
    const { sender, nonce } = entry.operation
    const others = rows.filter((row) => row.sender === sender && isLive(row))
    const found = judgeBeside(entry, others)
    if (found !== undefined) {
      faults.set(entry.hash, found)
      continue
    }
    taken.push(entry)
    for (const row of others) if (row.nonce === nonce) replaced.push(row.hash)
  }
  if (replaced.length > 0)
    await tx
      .update(userOperations)
      .set({ state: 'dropped', reason: 'replaced', bundle: null })
      .where(inArray(userOperations.hash, replaced))
  if (taken.length > 0)
    await tx
      .insert(userOperations)
      .values(
        taken.map(({ hash, operation, head }) => {
          const { sender, nonce } = operation
          // What such a sender asks for next is tried alone: nobody else pays for it again.
          const width = rows.some((row) => row.sender === sender && row.width === 0) ? 1 : null
          return { hash, sender, nonce, operation, head, width, state: 'queued' as const }
        }),
      )
      .onConflictDoUpdate({
        target: userOperations.hash,
        set: { state: 'queued', reason: null, bundle: null, head: sql`excluded.head` },
      })
  return faults
}

/** Which of these are taken already. */
export async function readKnown(db: Queryable, hashes: readonly Hex[]): Promise<Set<Hex>> {
  const rows = await db
    .select({ hash: userOperations.hash })
    .from(userOperations)
    .where(and(inArray(userOperations.hash, [...hashes]), ne(userOperations.state, 'dropped')))
  return new Set(rows.map(({ hash }) => hash))
}
