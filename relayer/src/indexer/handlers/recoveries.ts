import { and, eq } from 'drizzle-orm'
import { size } from 'viem'
import type { Transaction } from '../../store/database.ts'
import { chainGuardians, chainRecoveries } from '../../store/schema/index.ts'
import type { RecoveryEvent } from '../log.ts'

const ADDRESS_BYTES = 20

type Key = { account: `0x${string}`; qx: `0x${string}`; qy: `0x${string}` }

const isOne = ({ account, qx, qy }: Key) =>
  and(eq(chainRecoveries.account, account), eq(chainRecoveries.qx, qx), eq(chainRecoveries.qy, qy))

export async function handleRecovery(
  tx: Transaction,
  { eventName, args, place }: RecoveryEvent,
): Promise<void> {
  switch (eventName) {
    case 'GuardiansSet': {
      const { account, guardians, threshold, delay } = args
      await tx.delete(chainGuardians).where(eq(chainGuardians.account, account))
      // Of keys that are no address nobody can ask by one; they may be of any length.
      const named = guardians.filter((guardian) => size(guardian) === ADDRESS_BYTES)
      const rows = named.map((guardian) => ({ account, guardian, threshold, delay }))
      if (rows.length > 0) await tx.insert(chainGuardians).values(rows)
      return
    }
    case 'RecoveryProposed': {
      const { account, qx, qy, readyAt, expiresAt } = args
      const { account: account_, state } = chainRecoveries
      // One takes the place of another without an event of its own.
      await tx
        .update(chainRecoveries)
        .set({ state: 'cancelled' })
        .where(and(eq(account_, account), eq(state, 'proposed')))
      const told = { state: 'proposed' as const, proposedAt: place.at, readyAt, expiresAt }
      await tx
        .insert(chainRecoveries)
        .values({ account, qx, qy, ...told })
        .onConflictDoUpdate({ target: [account_, chainRecoveries.qx, chainRecoveries.qy], set: told })
      return
    }
    case 'RecoveryCancelled':
      await tx.update(chainRecoveries).set({ state: 'cancelled' }).where(isOne(args))
      return
    case 'RecoveryCompleted':
      await tx.update(chainRecoveries).set({ state: 'completed' }).where(isOne(args))
      return
  }
}
