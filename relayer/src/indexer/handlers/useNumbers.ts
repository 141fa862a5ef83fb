import { use } from '@supernet/sdk/protocol'
import { eq } from 'drizzle-orm'
import type { Transaction } from '../../store/database.ts'
import { chainSessions } from '../../store/schema/index.ts'

/** Marks numbers of a session as used and takes `debit` from its balance. */
export async function useNumbers(
  tx: Transaction,
  key: `0x${string}`,
  lines: readonly { readonly seq: number; readonly count: number }[],
  debit: bigint,
  block: number,
): Promise<void> {
  const [row] = await tx.select().from(chainSessions).where(eq(chainSessions.key, key))
  if (row === undefined) return
  let numbers = { base: row.base, bits: row.window }
  for (const { seq, count } of lines) for (let i = 0; i < count; i++) numbers = use(numbers, seq + i)
  await tx
    .update(chainSessions)
    .set({ balance: row.balance - debit, base: numbers.base, window: numbers.bits, block })
    .where(eq(chainSessions.key, key))
}
