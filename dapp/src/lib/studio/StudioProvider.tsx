import type { JobId } from '@supernet/sdk/schema'
import { useQuery } from '@tanstack/react-query'
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import { jobsOptions, renderKeysOptions } from '../../queries/device.ts'
import { useDevice } from '../device/device.ts'
import { deploymentOf, useServices } from '../services.ts'
import type { Engine } from './engine.ts'
import type { LiveJob } from './live.ts'
import type { Pending } from './studio.ts'

const EngineContext = createContext<Engine | undefined>(undefined)

/** Keeps one renderer for the device's keys, and follows every job that is not done, wherever the person is. */
export function StudioProvider({ children }: { children: ReactNode }) {
  const db = useDevice()
  const services = useServices()
  const keys = useQuery(renderKeysOptions(db, services)).data
  const jobs = useQuery(jobsOptions(db)).data
  const [engine, setEngine] = useState<Engine>()

  // The engine holds a socket and a channel: opened for a set of keys, closed with it.
  useEffect(() => {
    if (keys === undefined || keys.length === 0) return
    let current = true
    let opened: Engine | undefined
    const open = async () => {
      const { openEngine } = await import('./engine.ts')
      const engine = await openEngine(services, db, keys)
      if (!current) return engine.close()
      opened = engine
      setEngine(engine)
    }
    void open()
    return () => {
      current = false
      opened?.close()
      setEngine(undefined)
    }
  }, [db, services, keys])

  const open = useMemo(() => {
    const deployment = deploymentOf(services.network)
    const mine = new Set(keys?.map(({ address }) => address))
    return (jobs ?? [])
      .filter((row) => row.deployment === deployment && !row.record.done && mine.has(row.record.session))
      .map(({ jobId }) => jobId)
  }, [jobs, keys, services])

  useEffect(() => {
    for (const jobId of open) void engine?.studio.follow(jobId)
  }, [engine, open])

  return <EngineContext value={engine}>{children}</EngineContext>
}

/** Undefined until the device has a render key and the renderer's code is loaded. */
export const useEngine = (): Engine | undefined => useContext(EngineContext)

const noSubscription = () => () => undefined
const NO_PENDING: readonly Pending[] = []

/** Requests that have no durable record yet. */
export function usePending(): readonly Pending[] {
  const studio = useEngine()?.studio
  return useSyncExternalStore(
    studio?.subscribe ?? noSubscription,
    () => studio?.snapshot().pending ?? NO_PENDING,
  )
}

/** What the render of one job says at this moment. */
export function useLive(jobId: JobId): LiveJob | undefined {
  const studio = useEngine()?.studio
  return useSyncExternalStore(studio?.subscribe ?? noSubscription, () => studio?.snapshot().live.get(jobId))
}
