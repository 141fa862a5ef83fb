import type { Call } from '@supernet/sdk/actions'
import { and, eq, inArray } from 'drizzle-orm'
import { encodeFunctionData } from 'viem'
import type { Common } from '../common.ts'
import { enqueue } from '../outbox/outboxRows.ts'
import type { Queryable } from '../store/database.ts'
import { outbox } from '../store/schema/index.ts'

/** A transaction that anybody may send for the network. The name is its own as long as it is on its way. */
export interface Duty {
  readonly name: string
  readonly call: Call
}

export async function isOnItsWay(
  { store }: { readonly store: { readonly db: Queryable } },
  name: string,
): Promise<boolean> {
  const [row] = await store.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.kind, 'keeper'), eq(outbox.ref, name), inArray(outbox.state, ['queued', 'intent'])))
  return row !== undefined
}

/** Puts a duty into the outbox, once: a call that would revert is dropped there before it costs anything. */
export async function enqueueDuty(common: Common, { name, call }: Duty): Promise<void> {
  if (await isOnItsWay(common, name)) return
  const { address, abi, functionName, args } = call
  const data = encodeFunctionData({ abi, functionName, args })
  await enqueue(common.store.db, { kind: 'keeper', ref: name, to: address, data })
  common.metrics.duties.inc({ duty: name.split(' ', 2).join(' ') })
}
