import { BaseError } from '@supernet/sdk/errors'
import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { documentOf, readScores } from '../store/scores.ts'

export const getScores = defineRoute(api.getScores, async ({ store }, { params }) => {
  const row = await readScores(store.db, params.population, params.epoch)
  if (row === undefined) throw new BaseError('scores-unknown', { details: params })
  return documentOf(row)
})
