import { eq } from 'drizzle-orm'
import { numberToHex, zeroAddress } from 'viem'
import type { Transaction } from '../../store/database.ts'
import { chainOperatorWorkers, chainWorkers } from '../../store/schema/index.ts'
import type { LicenseEvent, RegistryEvent } from '../log.ts'

const FAST_PREFIX = 1n << 248n
const orNull = (address: `0x${string}`) => (address === zeroAddress ? null : address)

export async function handleRegistry(tx: Transaction, event: RegistryEvent): Promise<void> {
  const set = (workerId: `0x${string}`, row: Partial<typeof chainWorkers.$inferInsert>) =>
    tx.update(chainWorkers).set(row).where(eq(chainWorkers.workerId, workerId))
  switch (event.eventName) {
    case 'WorkerRegistered': {
      const { workerId, owner, operator, fast } = event.args
      await tx.insert(chainWorkers).values({ workerId, owner, operator, fast })
      await remember(tx, operator, workerId)
      return
    }
    case 'OperatorKeySet':
      await set(event.args.workerId, { operator: event.args.newOperator })
      await remember(tx, event.args.newOperator, event.args.workerId)
      return
    case 'PayoutSet':
      await set(event.args.workerId, { payout: orNull(event.args.newPayout) })
      return
    case 'DailyKeysRevoked':
      await set(event.args.workerId, { minSeq: event.args.newMinSeq })
      return
  }
}

/** A key serves one worker only, for good. */
const remember = (tx: Transaction, operator: `0x${string}`, workerId: `0x${string}`) =>
  tx.insert(chainOperatorWorkers).values({ operator, workerId }).onConflictDoNothing()

/** A sold licence: the worker is the buyer's, and has no key until the buyer sets one. */
export async function handleLicense(tx: Transaction, event: LicenseEvent): Promise<void> {
  if (event.eventName !== 'Transfer' || event.args.from === event.args.to) return
  await tx
    .update(chainWorkers)
    .set({ owner: event.args.to, operator: null })
    .where(eq(chainWorkers.workerId, numberToHex(FAST_PREFIX | event.args.tokenId, { size: 32 })))
}
