import type { JobUpdate } from '@supernet/sdk/client'
import type { Phase } from '@supernet/sdk/schema'

/** What only a running render knows of one picture: nothing here is worth storing. */
export interface LiveTile {
  readonly phase: Phase
  readonly step: number
  readonly of: number
  readonly preview?: Uint8Array
}

export type LiveJob = Readonly<Record<number, LiveTile>>

const FIRST: LiveTile = { phase: 'matched', step: 0, of: 0 }

/** The live tiles after one update. A preview never goes back to an earlier step. */
export function advanceLive(job: LiveJob, update: JobUpdate): LiveJob {
  switch (update.type) {
    case 'progress': {
      const { image, phase, step, of } = update
      return { ...job, [image]: { ...job[image], phase, step, of } }
    }
    case 'preview': {
      const tile = job[update.image] ?? FIRST
      if (update.step < tile.step) return job
      return { ...job, [update.image]: { ...tile, step: update.step, preview: update.png } }
    }
    case 'image': {
      const { [update.image]: _, ...rest } = job
      return rest
    }
    default:
      return job
  }
}
