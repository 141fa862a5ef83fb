import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { readSessionPage } from '../store/sessionPage.ts'

export const getSession = defineRoute(api.getSession, ({ store }, { params, query }) =>
  readSessionPage(store.db, params.key, query.before),
)
