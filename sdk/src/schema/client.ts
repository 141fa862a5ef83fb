import { z } from 'zod'
import { JobEvent, JobView } from './job.ts'
import { JobId } from './primitives.ts'

/** Messages of a client on the stream. A job id is the capability to watch its job. */
export const FromClient = z.discriminatedUnion('type', [
  z.object({ type: z.literal('subscribe'), jobId: JobId, after: z.number().int().min(0) }),
  z.object({ type: z.literal('unsubscribe'), jobId: JobId }),
])
export type FromClient = z.infer<typeof FromClient>

/** A subscription is answered with the job as it stands, then with its events. */
export const ToClient = z.discriminatedUnion('type', [
  z.object({ type: z.literal('job'), job: JobView }),
  z.object({ type: z.literal('event'), jobId: JobId, event: JobEvent }),
  z.object({ type: z.literal('error'), code: z.string(), message: z.string(), jobId: JobId.optional() }),
])
export type ToClient = z.infer<typeof ToClient>
