import type { Address, Hex } from 'viem'
import { workerRegistryAbi } from '../abi/index.ts'
import { callsOf, writeAction } from './action.ts'

const registryCall = callsOf(workerRegistryAbi)

export interface WorkerParameters {
  readonly workerRegistry: Address
  readonly workerId: Hex
}

/** Where a worker's rewards go from the next claim on; by its owner. */
export const setPayout = writeAction(
  ({ workerRegistry, workerId, payout }: WorkerParameters & { payout: Address }) =>
    registryCall(workerRegistry, 'setPayout', [workerId, payout]),
)

/** Pushes the take that a worker's bond gives now to the ledger; by anyone. */
export const refreshTake = writeAction(({ workerRegistry, workerId }: WorkerParameters) =>
  registryCall(workerRegistry, 'refreshTake', [workerId]),
)
