import { inArray, lt, sql } from 'drizzle-orm'
import type { Common } from '../common.ts'
import { blobs as blobTable } from '../store/schema/index.ts'

/** Pictures that one sweep deletes at most. */
const MOST = 500
/** Folders of the store, by the first byte of the hash. */
export const FOLDERS = 256
/** An upload has its row within this time. */
const SETTLED_MS = 2 * 3_600_000

/** Deletes what expired without being acknowledged. The rows go first: a crash in between leaves files without a row. */
export async function sweepBlobs({ store, blobs }: Common): Promise<number> {
  const expired = await store.db
    .delete(blobTable)
    .where(
      inArray(
        blobTable.sha256,
        store.db
          .select({ sha256: blobTable.sha256 })
          .from(blobTable)
          .where(lt(blobTable.expiresAt, sql`now()`))
          .limit(MOST),
      ),
    )
    .returning({ sha256: blobTable.sha256 })
  for (const { sha256 } of expired) await blobs.delete(sha256)
  return expired.length
}

/** Deletes the files of one folder that no row names: a crash left them, after an upload or before a deletion. */
export async function sweepLostBlobs({ store, blobs }: Common, folder: number): Promise<number> {
  const old = (await blobs.list(folder)).filter(({ writtenAt }) => Date.now() - writtenAt > SETTLED_MS)
  let lost = 0
  for (let from = 0; from < old.length; from += MOST) {
    const names = old.slice(from, from + MOST).map(({ sha256 }) => sha256)
    const rows = await store.db
      .select({ sha256: blobTable.sha256 })
      .from(blobTable)
      .where(inArray(blobTable.sha256, names))
    const known = new Set(rows.map(({ sha256 }) => sha256))
    for (const sha256 of names.filter((name) => !known.has(name))) {
      await blobs.delete(sha256)
      lost += 1
    }
  }
  return lost
}
