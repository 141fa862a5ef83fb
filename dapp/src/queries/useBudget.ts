import type { SessionView } from '@supernet/sdk/schema'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useDevice } from '../lib/device/device.ts'
import { useServices } from '../lib/services.ts'
import { renderKeysOptions } from './device.ts'
import { sessionOptions } from './sessions.ts'

/**
 * The render session of this device. `none`: no key yet, or no session on the chain that can still pay.
 * Two queries in a row, which is why it is a hook.
 */
export type Budget =
  | { readonly at: 'loading' }
  | { readonly at: 'error'; readonly error: Error; readonly retry: () => void }
  | { readonly at: 'none' }
  | { readonly at: 'open'; readonly session: SessionView }
  | { readonly at: 'closing'; readonly session: SessionView }

export function useBudget(): Budget {
  const services = useServices()
  const keys = useQuery(renderKeysOptions(useDevice(), services))
  const key = keys.data?.[0]?.address
  const session = useQuery(sessionOptions(services, key))
  if (keys.data === undefined) return waiting(keys)
  if (key === undefined) return { at: 'none' }
  if (session.data === undefined) return waiting(session)
  const view = session.data.session
  if (view?.closing) return { at: 'closing', session: view }
  return view?.open ? { at: 'open', session: view } : { at: 'none' }
}

const waiting = ({ error, refetch }: Pick<UseQueryResult, 'error' | 'refetch'>): Budget =>
  error === null ? { at: 'loading' } : { at: 'error', error, retry: () => void refetch() }
