import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { readRedelivery } from '../store/redeliveries.ts'

export const getRedelivery = defineRoute(api.getRedelivery, ({ store }, { params }) =>
  readRedelivery(store.db, params.id),
)
