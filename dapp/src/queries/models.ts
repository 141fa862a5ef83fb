import type { Address, ModelView } from '@supernet/sdk/schema'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Services } from '../lib/services.ts'

/** The models that `account` may order from, or anybody. */
export const modelsOptions = ({ relayer }: Services, account?: Address) =>
  queryOptions({
    queryKey: ['models', account],
    queryFn: async () => (await relayer.getModels({ query: { account } })).models,
    // Who signs in does it in the middle of a render: the screen must stay while the list of that account comes.
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    // A model without a worker has no manifest yet: look again until somebody serves it.
    refetchInterval: (query) => (query.state.data?.some(isRenderable) ? false : 1_500),
  })

/** A model that a person can order from now. */
export const isRenderable = (model: ModelView): boolean => model.listed && model.manifest !== undefined
