import { BaseError } from '@supernet/sdk/errors'
import { RecoveryCode, type RecoveryState, type RecoveryView } from '@supernet/sdk/schema'
import { queryOptions } from '@tanstack/react-query'
import type { Services } from '../lib/services.ts'

type Address = `0x${string}`

export const recoveryKeys = {
  kept: ['recovery'] as const,
  of: (code: string) => ['recovery', code] as const,
}

const ENDS: ReadonlySet<RecoveryState> = new Set(['completed', 'cancelled', 'expired', 'refused'])

export const isOver = ({ state }: RecoveryView): boolean => ENDS.has(state)

/** Whether guardians can still sign: before enough have, and where a signature does not count any more. */
export const isSignable = ({ state, reason }: RecoveryView): boolean =>
  state === 'open' || state === 'signing' || isToSignAgain({ state, reason })

export const isToSignAgain = ({ state, reason }: Pick<RecoveryView, 'state' | 'reason'>): boolean =>
  (state === 'sending' || state === 'ready') && reason === 'recovery-signature'

/** How far a recovery is. A code that was mistyped is one that nobody knows. */
export const recoveryOptions = ({ relayer }: Services, code: string) =>
  queryOptions({
    queryKey: recoveryKeys.of(code),
    queryFn: async (): Promise<RecoveryView> => {
      const parsed = RecoveryCode.safeParse(code)
      if (!parsed.success) throw new BaseError('recovery-unknown')
      return relayer.getRecovery({ params: { code: parsed.data } })
    },
    refetchInterval: ({ state }) =>
      state.error !== null || (state.data !== undefined && isOver(state.data)) ? false : 3_000,
  })

/** Accounts that have named a guardian. */
export const guardedOptions = ({ relayer }: Services, guardian: Address) =>
  queryOptions({
    queryKey: ['guarded', guardian],
    queryFn: async () => (await relayer.getGuarded({ params: { guardian } })).accounts,
  })
