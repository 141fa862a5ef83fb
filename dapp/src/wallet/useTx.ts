import { BaseError, toBaseError } from '@supernet/sdk/errors'
import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useReducer } from 'react'
import { toast } from 'sonner'
import { useServices } from '../lib/services.ts'
import { advanceTx, idle, isBusy, type TxState } from '../lib/txMachine.ts'
import { balanceKeys } from '../queries/balances.ts'
import { sessionKeys } from '../queries/sessions.ts'
import { waitForIndexer } from '../queries/status.ts'
import { useOwner } from './OwnerProvider.tsx'
import { isOnChain, switchChain } from './owner.ts'
import { type Step, sendAndWait, togetherIfPossible } from './send.ts'

/** One transaction of the person: what is sent, what has to be allowed before, what follows. */
export interface TxFlow {
  /** Said when it is done: "The budget is open." */
  readonly done: string
  readonly prepare: () => Promise<{ action: Step; approval?: Step }>
  /** Queries that it changes, besides balances and budgets. */
  readonly changes?: readonly QueryKey[]
  readonly onIndexed?: () => void
}

export interface Tx {
  readonly state: TxState
  readonly press: () => Promise<void>
}

/** Runs a flow with the owner's signature, as the states of its button; a declined one is back at rest. */
export function useTx(flow: TxFlow): Tx {
  const services = useServices()
  const { owner } = useOwner()
  const queries = useQueryClient()
  const [state, dispatch] = useReducer(advanceTx, idle)

  const run = async (what: 'approval' | 'action', step: Step): Promise<bigint> => {
    if (owner === undefined) throw new BaseError('unauthorised')
    dispatch({ type: 'signing', what })
    const block = await sendAndWait(owner, services, step, {
      onSubmitted: (hash) => dispatch({ type: 'submitted', hash }),
      onReplaced: (hash) => dispatch({ type: 'replaced', hash }),
    })
    dispatch({ type: 'mined', block })
    return block
  }

  const press = async () => {
    if (isBusy(state) || owner === undefined) return
    try {
      if (!(await isOnChain(owner, services))) {
        dispatch({ type: 'checked', chainOk: false, approvalNeeded: false })
        await switchChain(owner, services)
        dispatch({ type: 'reset' })
      }
      if (state.at !== 'idle') dispatch({ type: 'reset' })
      const { action, approval } = await flow.prepare()
      const both = approval && (await togetherIfPossible(owner, [approval, action]))
      if (approval !== undefined && both === undefined) {
        dispatch({ type: 'checked', chainOk: true, approvalNeeded: true })
        await run('approval', approval)
      }
      const block = await run('action', both ?? action)
      await waitForIndexer(services, block)
      dispatch({ type: 'indexed' })
      await Promise.all(
        [sessionKeys.all, balanceKeys.all, ...(flow.changes ?? [])].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      )
      toast.success(flow.done)
      flow.onIndexed?.()
      dispatch({ type: 'reset' })
    } catch (error) {
      dispatch({ type: 'failed', error: toBaseError(error) })
    }
  }
  return { state, press }
}
