import type { JobId } from '@supernet/sdk/schema'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { useDevice } from '../../lib/device/device.ts'
import type { KeptPicture } from '../../lib/pictures.ts'
import type { Engine } from '../../lib/studio/engine.ts'
import { pictureOptions, pngBlob } from '../../queries/device.ts'

export type Redelivery =
  | { readonly phase: 'idle' }
  /** `until`: chain second at which the worker's time ends; absent while the question is on its way. */
  | { readonly phase: 'asking'; readonly until?: number }
  | { readonly phase: 'failed'; readonly error: unknown }

/** Asks for a lost picture; a question that stands from an earlier visit is taken up by itself. */
export function useRedelivery(picture: KeptPicture, engine: Pick<Engine, 'redeliver'> | undefined) {
  const { record, image, share } = picture
  const [state, setState] = useState<Redelivery>({ phase: 'idle' })
  const [asked, setAsked] = useState(share?.redelivery !== undefined)
  const show = useShow(record.jobId, image.image)

  useEffect(() => {
    if (!asked || engine === undefined) return
    const leave = new AbortController()
    const follow = async () => {
      setState({ phase: 'asking' })
      for await (const update of engine.redeliver(record.jobId, image.image, leave.signal)) {
        if (update.type === 'asked') setState({ phase: 'asking', until: update.until })
        if (update.type === 'image') show(update.png)
        if (update.type === 'fault') throw update.error
      }
    }
    follow().catch((error: unknown) => {
      if (leave.signal.aborted) return
      setAsked(false)
      setState({ phase: 'failed', error })
    })
    return () => leave.abort()
  }, [asked, engine, record.jobId, image.image, show])

  return { state, ask: () => setAsked(true) }
}

/** A place that was empty for the cache is filled. */
function useShow(jobId: JobId, image: number) {
  const queries = useQueryClient()
  const db = useDevice()
  return useCallback(
    (png: Uint8Array) => queries.setQueryData(pictureOptions(db, jobId, image).queryKey, pngBlob(png)),
    [queries, db, jobId, image],
  )
}
