import { BaseError } from '@supernet/sdk/errors'
import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { readGrant } from '../store/grants.ts'

export const getGrant = defineRoute(api.getGrant, async ({ store }, { params }) => {
  const signed = await readGrant(store.db, params.key)
  if (signed === undefined) throw new BaseError('grant-unknown', { details: { key: params.key } })
  return signed
})
