import type { UserOperation } from '@supernet/sdk/protocol'
import { numberToHex, parseEther, parseGwei } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type BundlerWorld, createBundlerWorld } from '../../test/bundlerWorld.ts'
import { freeOperation, setFickle, setWilling } from '../../test/operations.ts'
import { newAccount } from '../../test/world.ts'
import { createBundler } from './bundler.ts'

const { signal } = new AbortController()

/** Of operations that pass the trial and fail on chain. */
describe('a bundle that reverts on chain', () => {
  let world: BundlerWorld
  beforeAll(async () => {
    world = await createBundlerWorld({ bundleSize: 8 })
  })
  afterAll(() => world.end())
  beforeEach(() => world.clear())

  const fickle = async (sender = newAccount().address, change: Partial<UserOperation> = {}) => {
    await setFickle(world.chain, sender)
    return world.take(freeOperation(sender, change))
  }
  const isOpen = ({ state }: { state: string }) => state === 'queued' || state === 'bundled'
  /** Blocks until nothing waits; each step as the first one of a process that was killed before it. */
  const settle = async (most: number) => {
    const { chain, operations, step } = world
    for (let block = 0; block < most && (await operations()).some(isOpen); block++) {
      await step()
      await chain.mine()
      await step()
    }
  }

  it('is halved until the one at fault is alone, over any number of kills', async () => {
    const { common, operations, rows, willing } = world
    for (let i = 0; i < 5; i++) await willing()
    const bad = await fickle()
    for (let i = 0; i < 2; i++) await willing()
    await settle(12)
    const all = await operations()
    expect(all.filter(({ state }) => state === 'included')).toHaveLength(7)
    expect(all.filter(({ success }) => success === true)).toHaveLength(7)
    expect(all[5]).toMatchObject({ hash: bad, state: 'dropped', width: 0 })
    // Eight, the half with the culprit, its half, and the culprit.
    const receipts = (await rows()).map(({ tx }) => common.chain.getTransactionReceipt({ hash: tx ?? '0x' }))
    const reverted = (await Promise.all(receipts)).filter(({ status }) => status === 'reverted')
    expect(reverted).toHaveLength(4)
  })

  it('does not hold up those that come meanwhile', async () => {
    const { chain, common, key, operations, willing } = world
    for (let i = 0; i < 4; i++) await fickle()
    const bundler = createBundler(common, [key])
    const turn = async () => {
      await bundler.step(signal)
      await chain.mine()
    }
    await turn()
    const late = await willing()
    // The narrow ones have a turn, then the others.
    await turn()
    await turn()
    await bundler.step(signal)
    expect((await operations()).find(({ sender }) => sender === late)).toMatchObject({ state: 'included' })
  })

  it('takes the one that was found out no more, and its sender only alone', async () => {
    const { operations, take, willing } = world
    const sender = newAccount().address
    await fickle(sender)
    await settle(2)
    expect(await operations()).toMatchObject([{ state: 'dropped', width: 0 }])
    const again = take(freeOperation(sender))
    await expect(again).rejects.toMatchObject({ code: -32500, message: expect.stringMatching(/reverted/) })
    await willing()
    await fickle(sender, { callData: '0x87654321' })
    await willing()
    await settle(4)
    // The two others were never in a bundle that reverted.
    expect((await operations()).map(({ state, width }) => [state, width])).toEqual([
      ['dropped', 0],
      ['included', null],
      ['dropped', 0],
      ['included', null],
    ])
  })

  it('is included after all where a re-org takes it to a block that applies it', async () => {
    const { chain, step, operations, take } = world
    const sender = newAccount().address
    await setFickle(chain, sender)
    await chain.mine(3)
    await take(freeOperation(sender))
    await step()
    await chain.mine()
    await step()
    expect(await operations()).toMatchObject([{ state: 'dropped' }])
    await chain.rpc('anvil_reorg', [2, []])
    await chain.rpc('anvil_dropAllTransactions')
    await setWilling(chain, sender)
    await step()
    await chain.mine()
    await step()
    expect(await operations()).toMatchObject([{ state: 'included', success: true, reason: null }])
  })

  it('blames nobody for what somebody else has applied first', async () => {
    const { chain, common, step, operations, rows, willing } = world
    const sender = await willing()
    await step()
    const [bundle] = await rows()
    const other = newAccount().address
    await chain.rpc('anvil_setBalance', [other, numberToHex(parseEther('1'))])
    await chain.rpc('anvil_impersonateAccount', [other])
    const call = {
      from: other,
      to: common.network.contracts.entryPoint,
      data: bundle?.data,
      gas: numberToHex(1_000_000),
      maxFeePerGas: numberToHex(parseGwei('500')),
      maxPriorityFeePerGas: numberToHex(parseGwei('400')),
    }
    await chain.rpc('eth_sendTransaction', [call])
    await chain.mine()
    await step()
    expect(await operations()).toMatchObject([{ sender, state: 'included', success: true, width: null }])
  })
})
