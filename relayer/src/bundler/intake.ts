import { toBaseError } from '@supernet/sdk/errors'
import { hashUserOperation, TRANSACTION_GAS_CAP, type UserOperation } from '@supernet/sdk/protocol'
import type { Address, Hex } from 'viem'
import type { Common } from '../common.ts'
import { checkAuthorization } from '../core/checkAuthorization.ts'
import type { OperationPolicy } from '../core/operationPolicy.ts'
import { pickBundle, type Waiting } from '../core/pickBundle.ts'
import { delegateOf } from './delegateOf.ts'
import { faultError } from './rpcError.ts'
import { createTakeGroup } from './takeGroup.ts'

/** Operations that are judged by one call of the chain. */
const GROUP = 40

interface Arrival extends Waiting {
  readonly settle: PromiseWithResolvers<Hex>
}

/** Takes an operation: durable when it resolves, with its hash; rejects with the reason in the numbers of ERC-4337. */
export type Intake = (operation: UserOperation) => Promise<Hex>

/** Judges what has come meanwhile together; who comes alone waits for nobody. Simulations are calls of `bundlerKey`. */
export function createIntake(common: Common, policy: OperationPolicy, bundlerKey: Address): Intake {
  const { chain, network, logger } = common
  const target = { chainId: network.chainId, address: network.contracts.entryPoint }
  const take = createTakeGroup(common, policy, bundlerKey)
  const limits = { maxOperations: GROUP, maxGas: TRANSACTION_GAS_CAP }
  let waiting: Arrival[] = []
  let busy = false

  /** One that is too large for any bundle, or cannot be reckoned with, is judged alone, and refused. */
  const nextGroup = (): readonly Arrival[] => {
    const first = waiting.slice(0, 1)
    try {
      const picked = pickBundle(waiting, limits)
      return picked.length > 0 ? picked : first
    } catch (error) {
      logger.error({ error: toBaseError(error) }, 'operations cannot be grouped')
      return first
    }
  }

  const work = async (): Promise<void> => {
    busy = true
    while (waiting.length > 0) {
      const group = nextGroup()
      waiting = waiting.filter((one) => !group.includes(one))
      try {
        const faults = await take(group)
        for (const { hash, settle } of group) {
          const fault = faults.get(hash)
          if (fault === undefined) settle.resolve(hash)
          else settle.reject(faultError(fault))
        }
      } catch (error) {
        for (const { settle } of group) settle.reject(toBaseError(error))
      }
    }
    busy = false
  }

  const rules = { chainId: network.chainId, serves: policy.serves }

  return async (operation) => {
    const fault = await checkAuthorization(operation, rules)
    if (fault !== undefined) throw faultError(fault)
    const delegate = await delegateOf(chain, operation)
    const hash = hashUserOperation(target, operation, delegate)
    const settle = Promise.withResolvers<Hex>()
    waiting.push({ hash, operation, at: Date.now(), head: 0, settle })
    // After this turn of the loop: what came in one batch of JSON-RPC is one group.
    if (!busy) {
      busy = true
      setImmediate(() => void work())
    }
    return settle.promise
  }
}
