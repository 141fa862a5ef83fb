import { BaseError } from '@supernet/sdk/errors'
import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { lastDistributed, readEarned } from '../store/distributions.ts'

export const getDistribution = defineRoute(api.getDistribution, async ({ store }, { params }) => {
  const { campaign, epoch } = params
  if ((await lastDistributed(store.db, campaign, epoch + 1)) !== epoch)
    throw new BaseError('distribution-unknown', { details: params })
  return { campaign, epoch, rows: await readEarned(store.db, campaign, epoch) }
})
