import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { reserveWorkers } from '../service/reserveWorkers.ts'

export const postReservation = defineRoute(api.postReservation, (common, { body }) =>
  reserveWorkers(common, body),
)
