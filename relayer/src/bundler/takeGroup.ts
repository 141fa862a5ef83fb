import type { UserOperation } from '@supernet/sdk/protocol'
import type { Address, Hex } from 'viem'
import type { Common } from '../common.ts'
import { checkOperation } from '../core/checkOperation.ts'
import { faultOfReason, type OperationFault } from '../core/operationFault.ts'
import type { OperationPolicy } from '../core/operationPolicy.ts'
import { judgeWindow } from '../core/timeWindow.ts'
import { admitAll, readKnown } from './admission.ts'
import { readWindow } from './readWindow.ts'
import { simulateBundle } from './simulateBundle.ts'

const MAX_VERIFICATION_GAS = 3_000_000n
const MAX_CALL_GAS = 10_000_000n

/** Operations that are judged together, by their hashes. */
export type Group = readonly { readonly hash: Hex; readonly operation: UserOperation }[]

/** Takes the operations that can be taken, durably; why not the others, by their hashes. */
export type TakeGroup = (group: Group) => Promise<Map<Hex, OperationFault>>

/**
 * One look at the head, one simulation and one transaction of the database for all of a group: in a crowd the cost of an
 * operation is a part of that of its group. Simulations are calls of `bundlerKey`.
 */
export function createTakeGroup(common: Common, policy: OperationPolicy, bundlerKey: Address): TakeGroup {
  const { chain, network, store, bus, config } = common
  const { entryPoint } = network.contracts
  const target = { chainId: network.chainId, address: entryPoint }

  /** Why the chain does not take each of them. A crowd with one bad member is asked one by one: nobody pays for another. */
  const simulate = async (group: Group): Promise<Map<Hex, OperationFault>> => {
    const run = (some: Group) =>
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
  const judgeTimes = async (group: Group, now: number): Promise<Map<Hex, OperationFault>> => {
    const found = await Promise.all(
      group.map(async ({ hash, operation }) => {
        const window = policy.mayExpire(operation) ? await readWindow(chain, target, operation) : undefined
        const fault = window && judgeWindow(window, now)
        return fault === undefined ? [] : ([[hash, fault]] as const)
      }),
    )
    return new Map(found.flat())
  }

  return async (group) => {
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
}
