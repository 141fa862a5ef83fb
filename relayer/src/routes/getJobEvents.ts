import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { readEvents } from '../store/jobEvents.ts'
import { readJob } from '../store/jobs.ts'

export const getJobEvents = defineRoute(api.getJobEvents, async ({ store }, { params, query }) => {
  await readJob(store.db, params.jobId)
  return { events: await readEvents(store.db, params.jobId, query.after) }
})
