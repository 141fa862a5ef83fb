import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { readGuarded } from '../recovery/recoveryRows.ts'

export const getGuarded = defineRoute(api.getGuarded, async ({ store }, { params }) => ({
  accounts: await readGuarded(store.db, params.guardian),
}))
