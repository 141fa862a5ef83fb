import { type BaseError, toBaseError } from '@supernet/sdk/errors'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useDevice } from '../../lib/device/device.ts'
import { useServices } from '../../lib/services.ts'
import { balanceKeys } from '../../queries/balances.ts'
import { sessionKeys } from '../../queries/sessions.ts'
import { useOwner } from '../OwnerProvider.tsx'
import type { SetUpStep } from './setUp.ts'

/** Where the account of this browser stands on its way to the first render of a day. */
export type SetUpState =
  | { readonly at: 'idle' }
  | { readonly at: 'working'; readonly step: SetUpStep | 'look' }
  | { readonly at: 'failed'; readonly step: SetUpStep | 'look'; readonly error: BaseError }
  | { readonly at: 'ready' }
  /** The account is another device's so far: no key of this one may take its free Spark. */
  | { readonly at: 'stranger' }

interface SetUpApi {
  readonly state: SetUpState
  /** Goes on where it stopped. */
  readonly run: () => void
}

const SetUpContext = createContext<SetUpApi>({ state: { at: 'idle' }, run: () => undefined })

const DAY_MS = 86_400_000
const untilMidnight = () => DAY_MS - (Date.now() % DAY_MS) + 1_000

/** Makes a passkey account ready, and takes what each new day gives. Its code is fetched for such accounts only. */
export function SetUpProvider({ children }: { children: ReactNode }) {
  const services = useServices()
  const db = useDevice()
  const queries = useQueryClient()
  const { owner } = useOwner()
  const account = owner?.kind === 'passkey' ? owner.address : undefined
  const [state, setState] = useState<SetUpState>({ at: 'idle' })
  const [turn, setTurn] = useState(0)
  const running = useRef(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn is another attempt
  useEffect(() => {
    if (account === undefined) return setState({ at: 'idle' })
    if (running.current) return
    running.current = true
    let step: SetUpStep | 'look' = 'look'
    const onStep = (next: SetUpStep | 'look') => {
      step = next
      setState({ at: 'working', step })
    }
    const work = async () => {
      onStep('look')
      const { setUp } = await import('./setUp.ts')
      const result = await setUp(services, db, onStep)
      await Promise.all(
        [sessionKeys.all, balanceKeys.all].map((queryKey) => queries.invalidateQueries({ queryKey })),
      )
      setState({ at: result })
    }
    void work()
      .catch((error: unknown) => setState({ at: 'failed', step, error: toBaseError(error) }))
      .finally(() => {
        running.current = false
      })
    const next = setTimeout(() => setTurn((last) => last + 1), untilMidnight())
    return () => clearTimeout(next)
  }, [account, turn, services, db, queries])

  const api = useMemo<SetUpApi>(() => ({ state, run: () => setTurn((last) => last + 1) }), [state])
  return <SetUpContext value={api}>{children}</SetUpContext>
}

export const useSetUp = (): SetUpApi => useContext(SetUpContext)
