import type { BlobRef } from '@supernet/sdk/schema'
import type { PrivateKeyAccount } from 'viem/accounts'
import { takeReceipt } from '../src/service/takeReceipt.ts'
import { takeTicket } from '../src/service/takeTicket.ts'
import { blobs } from '../src/store/schema/index.ts'
import { hex32, type TestWorker, type World } from './world.ts'

/** Enters pictures as a worker's upload does. */
export async function storeBlobs(
  { common }: World,
  { operator }: TestWorker,
  refs: readonly BlobRef[],
): Promise<void> {
  const expiresAt = new Date(Date.now() + 3_600_000)
  await common.store.db
    .insert(blobs)
    .values(refs.map(({ sha256, bytes }) => ({ sha256, bytes, operator: operator.address, expiresAt })))
}

/** A share of four pictures from its ticket to its last receipt. */
export async function deliverShare(world: World, session?: { key: PrivateKeyAccount; seq: number }) {
  const worker = await world.addWorker()
  const { key, seq } = session ?? { key: (await world.addSession()).key, seq: 0 }
  const posted = await world.makeTicket(key, [worker], { seq })
  const { ticket } = posted.signed
  await takeTicket(world.common, posted)
  const refs = [0, 1, 2, 3].map((image) => ({ image, sha256: hex32(), bytes: 10 }))
  await storeBlobs(world, worker, refs)
  const receipt = await world.makeReceipt(worker, { ticket }, 0)
  await takeReceipt(world.common, worker.operator.address, receipt, refs)
  return { worker, key, ticket, refs, receipt }
}
