import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { readJob } from '../store/jobs.ts'

export const getJob = defineRoute(api.getJob, ({ store }, { params }) => readJob(store.db, params.jobId))
