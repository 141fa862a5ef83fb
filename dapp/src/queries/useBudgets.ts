import { useQueries, useQuery } from '@tanstack/react-query'
import { useDevice } from '../lib/device/device.ts'
import { deploymentOf, useServices } from '../lib/services.ts'
import { type Budget, budgetOf } from '../lib/studio/budgets.ts'
import { jobsOptions, renderKeysOptions } from './device.ts'
import { sessionOptions } from './sessions.ts'

/** The budgets of this device that still hold or owe something, the newest first. */
export type Budgets =
  | { readonly at: 'loading' }
  | { readonly at: 'error'; readonly error: Error; readonly retry: () => void }
  | { readonly at: 'ready'; readonly budgets: readonly Budget[] }

/** Keys of the device, then a session for each of them: two queries in a row, which is why it is a hook. */
export function useBudgets(): Budgets {
  const services = useServices()
  const db = useDevice()
  const rows = useQuery(jobsOptions(db)).data ?? []
  const keys = useQuery(renderKeysOptions(db, services))
  const sessions = useQueries({
    queries: (keys.data ?? []).map(({ address }) => sessionOptions(services, address)),
  })
  const missing = [keys, ...sessions].filter(({ data }) => data === undefined)
  const failed = missing.find(({ error }) => error !== null)
  if (failed?.error)
    return {
      at: 'error',
      error: failed.error,
      retry: () => {
        for (const { refetch } of missing) void refetch()
      },
    }
  if (missing.length > 0) return { at: 'loading' }
  const deployment = deploymentOf(services.network)
  const records = rows.filter((row) => row.deployment === deployment).map(({ record }) => record)
  // A chain ahead of this clock frees numbers earlier than shown here; the SDK asks the chain itself.
  const now = Math.floor(Date.now() / 1_000)
  const budgets = sessions.flatMap(({ data }) => {
    const session = data?.session
    if (session === undefined || !(session.open || session.closing)) return []
    return [budgetOf(session, records, now)]
  })
  return { at: 'ready', budgets }
}
