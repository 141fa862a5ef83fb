import { TRANSACTION_GAS_CAP } from '@supernet/sdk/protocol'
import { bundleGas, pickBundle, type Waiting } from '../core/pickBundle.ts'
import type { Failure } from './simulateBundle.ts'

/**
 * Operations seldom use their limits. Up to this many times the gas of a transaction is promised to those of one bundle where
 * a trial shows that they leave part of a transaction free.
 */
export const PROMISED_GAS = 2n * TRANSACTION_GAS_CAP
const TRIAL_GAS = (TRANSACTION_GAS_CAP * 80n) / 100n

export interface FilledBundle {
  readonly operations: readonly Waiting[]
  readonly gas: bigint
}

export interface Trial {
  /** Runs a bundle at the head of the chain, with this gas or that of its limits. */
  run(operations: readonly Waiting[], gas?: bigint): Promise<Failure | undefined>
  /** Told of each operation that the entry point refuses. */
  refused(operation: Waiting, reason: string): Promise<void>
}

/** The part of a bundle that the chain would take now. `picked` may promise more gas than a transaction has. */
export async function fillBundle(picked: readonly Waiting[], trial: Trial): Promise<FilledBundle> {
  const limits = { maxOperations: picked.length, maxGas: TRANSACTION_GAS_CAP }
  const gasOf = (some: readonly Waiting[]) => bundleGas(some.map(({ operation }) => operation))
  const isWide = gasOf(picked) > TRANSACTION_GAS_CAP
  if (isWide && (await trial.run(picked, TRIAL_GAS)) === undefined)
    return { operations: picked, gas: TRANSACTION_GAS_CAP }
  // A wide one may fail for want of gas, which is nobody's fault: who fails is found among those whose limits have room.
  let left = isWide ? pickBundle(picked, limits) : [...picked]
  while (left.length > 0) {
    const failure = await trial.run(left)
    if (failure === undefined) break
    if (failure.index === undefined && left.length > 1) {
      // Nobody is named: those behind wait for another bundle, until the one at fault is alone.
      left = left.slice(0, Math.ceil(left.length / 2))
      continue
    }
    const failed = left[failure.index ?? 0]
    if (failed === undefined) throw new Error(`the entry point names operation ${failure.index}`)
    await trial.refused(failed, failure.reason)
    left = left.filter((one) => one !== failed)
  }
  return { operations: left, gas: gasOf(left) }
}
