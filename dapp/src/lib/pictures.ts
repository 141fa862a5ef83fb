import type { JobRecord } from '@supernet/sdk/client'
import type { JobRow } from './device/db.ts'
import { seedOf } from './seed.ts'

type ImageRecord = JobRecord['images'][number]
type ShareRecord = JobRecord['shares'][number]

/** One kept picture with all that is known about how it was made. */
export interface KeptPicture {
  /** `<jobId>-<image>`, as in its address. */
  readonly id: string
  readonly deployment: string
  readonly record: JobRecord
  readonly image: ImageRecord
  readonly share: ShareRecord | undefined
  readonly seed: string
}

/** Pictures of the given jobs, the newest job first, in the order of its request. `kept` names those still stored. */
export function picturesOf(rows: readonly JobRow[], kept: ReadonlySet<string>): KeptPicture[] {
  return rows.flatMap((row) =>
    [...row.record.images]
      .sort((a, b) => a.image - b.image)
      .filter(({ image }) => kept.has(`${row.record.jobId}:${image}`))
      .map((image) => pictureOf(row, image)),
  )
}

const pictureOf = ({ deployment, record }: JobRow, image: ImageRecord): KeptPicture => ({
  id: `${record.jobId}-${image.image}`,
  deployment,
  record,
  image,
  share: record.shares.find(({ seq }) => seq === image.seq),
  seed: seedOf(record.body.seed, image.image),
})

/** A picture that is not stored any longer but whose record and receipt are: its worker can deliver it again. */
export function lostPicture(rows: readonly JobRow[], id: string): KeptPicture | undefined {
  return rows
    .flatMap((row) => row.record.images.map((image) => pictureOf(row, image)))
    .find((picture) => picture.id === id && picture.share?.receipt !== undefined)
}

/** Pictures whose prompt holds every word of the search. */
export function searchPictures(pictures: readonly KeptPicture[], search: string): KeptPicture[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return pictures.filter(({ record }) =>
    words.every((word) => record.body.prompt.toLowerCase().includes(word)),
  )
}
