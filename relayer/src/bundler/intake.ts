import { toBaseError } from '@supernet/sdk/errors'
import { hashUserOperation, TRANSACTION_GAS_CAP, type UserOperation } from '@supernet/sdk/protocol'
import type { Address, Hex } from 'viem'
import type { Common } from '../common.ts'
import { checkAuthorization } from '../core/checkAuthorization.ts'
import { checkOperation } from '../core/checkOperation.ts'
import { faultOfReason, type OperationFault } from '../core/operationFault.ts'
import type { OperationPolicy } from '../core/operationPolicy.ts'
import { pickBundle, type Waiting } from '../core/pickBundle.ts'
import { judgeWindow } from '../core/timeWindow.ts'
import { admitAll, readKnown } from './admission.ts'
import { delegateOf } from './delegateOf.ts'
import { readWindow } from './readWindow.ts'
import { faultError } from './rpcError.ts'
import { simulateBundle } from './simulateBundle.ts'

const MAX_VERIFICATION_GAS = 3_000_000n
const MAX_CALL_GAS = 10_000_000n
/** Operations that are judged by one call of the chain. */
const GROUP = 40

interface Arrival extends Waiting {
  readonly settle: PromiseWithResolvers<Hex>
}

/** Takes an operation: durable when it resolves, with its hash; rejects with the reason in the numbers of ERC-4337. */
export type Intake = (operation: UserOperation) => Promise<Hex>

/**
 * Judges what has come meanwhile together: one look at the head, one simulation, one transaction of the database. Who comes
 * alone waits for nobody; in a crowd the cost of an operation is a part of that of its group. Simulations are calls of
 * `bundlerKey`.
 */
export function createIntake(common: Common, policy: OperationPolicy, bundlerKey: Address): Intake {
  const { chain, network, store, bus, config, logger } = common
  const { entryPoint } = network.contracts
  const target = { chainId: network.chainId, address: entryPoint }
  const limits = { maxOperations: GROUP, maxGas: TRANSACTION_GAS_CAP }
  let waiting: Arrival[] = []
  let busy = false

  /** Why the chain does not take each of them. A crowd with one bad member is asked one by one: nobody pays for another. */
  const simulate = async (group: readonly Arrival[]): Promise<Map<Hex, OperationFault>> => {
    const run = (some: readonly Arrival[]) =>
      simulateBundle(
        chain,
        entryPoint,
        bundlerKey,
        some.map(({ operation }) => operation),
      )
    if (group.length > 1 && (await run(group)) === undefined) return new Map()
    const found = await Promise.all(
      group.map(async (one) => {
        const failure = await run([one])
        return failure === undefined ? [] : ([[one.hash, faultOfReason(failure.reason)]] as const)
      }),
    )
    return new Map(found.flat())
  }

  /** Those whose own account says that they end before a bundle has its block. */
  const judgeTimes = async (group: readonly Arrival[], now: number): Promise<Map<Hex, OperationFault>> => {
    const found = await Promise.all(
      group.map(async ({ hash, operation }) => {
        const window = policy.mayExpire(operation) ? await readWindow(chain, target, operation) : undefined
        const fault = window && judgeWindow(window, now)
        return fault === undefined ? [] : ([[hash, fault]] as const)
      }),
    )
    return new Map(found.flat())
  }

  const judge = async (group: readonly Arrival[]): Promise<Map<Hex, OperationFault>> => {
    const block = await chain.getBlock()
    const now = Number(block.timestamp)
    const faults = new Map<Hex, OperationFault>()
    for (const { hash, operation } of group) {
      const fault = checkOperation(operation, {
        policy,
        now,
        baseFee: block.baseFeePerGas ?? 0n,
        minTip: config.BUNDLE_MIN_TIP_WEI,
        maxVerificationGas: MAX_VERIFICATION_GAS,
        maxCallGas: MAX_CALL_GAS,
      })
      if (fault !== undefined) faults.set(hash, fault)
    }
    // Who heard no answer asks again, perhaps when the operation is on chain: the answer is the same.
    const known = await readKnown(
      store.db,
      group.map(({ hash }) => hash),
    )
    for (const hash of known) faults.delete(hash)
    const sound = group.filter(({ hash }) => !faults.has(hash) && !known.has(hash))
    if (sound.length === 0) return faults
    // What the entry point says itself goes before what is foreseen.
    for (const found of await Promise.all([judgeTimes(sound, now), simulate(sound)]))
      for (const [hash, fault] of found) faults.set(hash, fault)
    const head = Number(block.number)
    const taken = sound
      .filter(({ hash }) => !faults.has(hash))
      .map(({ hash, operation }) => ({ hash, operation, head }))
    if (taken.length === 0) return faults
    const refused = await store.db.transaction((tx) => admitAll(tx, taken))
    if (refused.size < taken.length) bus.publish({ topic: 'operation' })
    return new Map([...faults, ...refused])
  }

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
        const faults = await judge(group)
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
