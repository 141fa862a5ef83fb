import { encodeSponsorship, nonceKeyOf, type UserOperation } from '@supernet/sdk/protocol'
import { eq } from 'drizzle-orm'
import { type Address, encodeErrorResult, numberToHex, RawContractError } from 'viem'
import { entryPoint08Abi } from 'viem/account-abstraction'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freeOperation } from '../../test/operations.ts'
import { createWorld, newAccount, type World } from '../../test/world.ts'
import type { Common } from '../common.ts'
import { userOperations } from '../store/schema/index.ts'
import { policyOf } from './accountRail.ts'
import { createIntake } from './intake.ts'

const NOW = 1_800_000_000

describe('operations that come at once', () => {
  let world: World
  let common: Common
  /** Senders of each simulation, and those that the chain refuses. */
  let simulated: string[][]
  let refused: Set<string>
  /** Until when accounts say that an operation counts. */
  let windows: Map<Address, number>
  const bundlerKey = newAccount().address

  beforeAll(async () => {
    world = await createWorld()
  })
  afterAll(() => world.end())
  beforeEach(async () => {
    simulated = []
    refused = new Set()
    windows = new Map()
    const chain = {
      getBlock: async () => ({ number: 7n, timestamp: BigInt(NOW), baseFeePerGas: 0n }),
      call: async ({ to, data }: { to: Address; data: string }) => {
        const ends = windows.get(to)
        if (ends !== undefined) return { data: numberToHex(BigInt(ends) << 160n, { size: 32 }) }
        const senders = all
          .map(({ sender }) => sender)
          .filter((one) => data.includes(one.slice(2).toLowerCase()))
        simulated.push(senders)
        const bad = senders.findIndex((one) => refused.has(one))
        if (bad < 0) return { data: '0x' }
        const args = [BigInt(bad), 'AA24 signature error'] as const
        throw revert(encodeErrorResult({ abi: entryPoint08Abi, errorName: 'FailedOp', args }))
      },
    }
    common = { ...world.common, chain: chain as unknown as Common['chain'] }
    await common.store.db.delete(userOperations)
  })

  let all: UserOperation[] = []
  const some = (count: number): UserOperation[] => {
    all = Array.from({ length: count }, () =>
      freeOperation(newAccount().address, {
        paymaster: common.network.contracts.sponsorPaymaster,
        paymasterData: encodeSponsorship({ validAfter: 0, validUntil: NOW + 300 }, `0x${'11'.repeat(65)}`),
      }),
    )
    return all
  }
  const states = async () => (await common.store.db.select().from(userOperations)).map(({ sender }) => sender)

  it('are simulated together, and are in the database when they are acknowledged', async () => {
    const take = createIntake(common, policyOf(common), bundlerKey)
    const hashes = await Promise.all(some(5).map((operation) => take(operation)))
    expect(new Set(hashes).size).toBe(5)
    expect(simulated.map((senders) => senders.length)).toEqual([5])
    expect((await states()).toSorted()).toEqual(all.map(({ sender }) => sender).toSorted())
  })

  it('wake the bundler, once, where any of them is taken', async () => {
    const woken: string[] = []
    const stop = common.bus.subscribe(({ topic }) => void woken.push(topic))
    const take = createIntake(common, policyOf(common), bundlerKey)
    await Promise.all(some(3).map((operation) => take(operation)))
    expect(woken).toEqual(['operation'])
    const [bad] = some(1)
    if (bad === undefined) throw new Error('no operation')
    refused.add(bad.sender)
    await expect(take(bad)).rejects.toMatchObject({ code: -32507 })
    expect(woken).toEqual(['operation'])
    stop()
  })

  it('do not pay for one among them that the chain refuses', async () => {
    const take = createIntake(common, policyOf(common), bundlerKey)
    const operations = some(4)
    const bad = operations[2]
    if (bad !== undefined) refused.add(bad.sender)
    const answers = await Promise.allSettled(operations.map((operation) => take(operation)))
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    expect(answers[2]).toMatchObject({ reason: { code: -32507 } })
    expect(await states()).not.toContain(bad?.sender)
  })

  it('are each refused for what is wrong with their own fields', async () => {
    const take = createIntake(common, policyOf(common), bundlerKey)
    const [first, second] = some(2) as [UserOperation, UserOperation]
    const answers = await Promise.allSettled([take({ ...first, preVerificationGas: 1n }), take(second)])
    expect(answers).toMatchObject([{ reason: { code: -32602 } }, { status: 'fulfilled' }])
    expect(simulated.map((senders) => senders.length)).toEqual([1])
  })

  it('have the same answer when they come again, also after the chain has taken them', async () => {
    const take = createIntake(common, policyOf(common), bundlerKey)
    const [operation] = some(1) as [UserOperation]
    const hash = await take(operation)
    await common.store.db.update(userOperations).set({ state: 'final' }).where(eq(userOperations.hash, hash))
    refused.add(operation.sender)
    expect(await take(operation)).toBe(hash)
    expect(simulated).toHaveLength(1)
  })

  it('are all refused where the chain cannot be asked, and taken when it can', async () => {
    const deaf = { ...common.chain, getBlock: () => Promise.reject(new Error('no answer')) }
    const take = createIntake(
      { ...common, chain: deaf as unknown as Common['chain'] },
      policyOf(common),
      bundlerKey,
    )
    const answers = await Promise.allSettled(some(2).map((operation) => take(operation)))
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    const again = createIntake(common, policyOf(common), bundlerKey)
    await Promise.all(all.map((operation) => again(operation)))
  })

  it('are refused where a key that an account let in ends before their block', async () => {
    // Such a key was good in the trial and bad in the block, and the bundle reverted with all that were in it.
    const take = createIntake(common, policyOf(common), bundlerKey)
    const nonce = nonceKeyOf(common.network.contracts.delegateValidator) << 64n
    const [late, good, own] = some(3) as [UserOperation, UserOperation, UserOperation]
    windows.set(late.sender, NOW + 29)
    windows.set(good.sender, NOW + 30)
    windows.set(own.sender, NOW + 1)
    const answers = await Promise.allSettled([take({ ...late, nonce }), take({ ...good, nonce }), take(own)])
    // The passkey of an account does not end, and nobody asks whether it does.
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
    expect(answers[0]).toMatchObject({ reason: { code: -32503 } })
  })

  it('are taken beside one that cannot be grouped, and after it', async () => {
    // The group was formed outside of the handler of errors: a throw there ended the process, and nobody had an answer.
    const take = createIntake(common, policyOf(common), bundlerKey)
    const [first, second, third, late] = some(4) as [
      UserOperation,
      UserOperation,
      UserOperation,
      UserOperation,
    ]
    const broken = { ...second, callGasLimit: Number(second.callGasLimit) as unknown as bigint }
    const answers = await Promise.allSettled([first, broken, third].map((operation) => take(operation)))
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    await take(late)
    expect((await states()).toSorted()).toEqual([first, third, late].map(({ sender }) => sender).toSorted())
  })
})

/** As viem throws it. */
const revert = (data: `0x${string}`) => new RawContractError({ data })
