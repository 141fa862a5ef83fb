import { useQuery } from '@tanstack/react-query'
import { useDevice } from '../lib/device/device.ts'
import { type KeptPicture, lostPicture, picturesOf } from '../lib/pictures.ts'
import { jobsOptions, keptImagesOptions } from './device.ts'

export interface KeptPictures {
  readonly pictures: readonly KeptPicture[] | undefined
  /** What is still known of a picture that is not stored any longer. */
  readonly lost: (id: string) => KeptPicture | undefined
  readonly error: Error | null
  readonly retry: () => void
}

/** Every picture of this device, the newest first: jobs joined with what is still stored. */
export function useKeptPictures(): KeptPictures {
  const db = useDevice()
  const jobs = useQuery(jobsOptions(db))
  const kept = useQuery(keptImagesOptions(db))
  return {
    pictures: jobs.data && kept.data && picturesOf(jobs.data, kept.data),
    lost: (id) => jobs.data && lostPicture(jobs.data, id),
    error: jobs.error ?? kept.error,
    retry: () => {
      void jobs.refetch()
      void kept.refetch()
    },
  }
}
