import type { JobRecord } from '@supernet/sdk/client'
import { RATING_BAD, RATING_GOOD } from '@supernet/sdk/protocol'
import type { Tile } from '../../lib/studio/tiles.ts'

/** A rating belongs to a share: its pictures are judged together, because the ledger has one byte for them. */
export function ratingOf(record: JobRecord, tile: Tile): 'good' | 'bad' | undefined {
  const rating = record.shares.find(({ seq }) => seq === tile.share?.seq)?.rating
  return rating === RATING_GOOD ? 'good' : rating === RATING_BAD ? 'bad' : undefined
}
