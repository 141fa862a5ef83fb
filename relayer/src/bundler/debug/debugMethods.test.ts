import { preVerificationGas, type UserOperation } from '@supernet/sdk/protocol'
import { UserOperation as UserOperationSchema } from '@supernet/sdk/schema'
import { createPublicClient, http, numberToHex, parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startAnvil, type TestChain } from '../../../test/anvil.ts'
import { deployEntryPoint, freeOperation, setWilling } from '../../../test/operations.ts'
import { createWorld, newAccount, type World } from '../../../test/world.ts'
import type { Common } from '../../common.ts'
import type { Caller } from '../../http/caller.ts'
import { bundleAttempts, bundles, userOperations } from '../../store/schema/index.ts'
import { type AccountRail, createAccountRail } from '../accountRail.ts'

const caller = {} as Caller
const { signal } = new AbortController()

describe('a bundler that serves a suite of tests', () => {
  let chain: TestChain
  let world: World
  let common: Common
  let rail: AccountRail

  beforeAll(async () => {
    chain = await startAnvil(['--base-fee', '0'])
    world = await createWorld()
    const key = generatePrivateKey()
    const { address } = privateKeyToAccount(key)
    await chain.rpc('anvil_setBalance', [address, numberToHex(parseEther('1000'))])
    const entryPoint = await deployEntryPoint(chain, address)
    const { network, config } = world.common
    common = {
      ...world.common,
      chain: createPublicClient({ transport: http(chain.rpcUrl), cacheTime: 0 }),
      network: { ...network, rpcUrl: chain.rpcUrl, contracts: { ...network.contracts, entryPoint } },
      config: { ...config, BUNDLER_OPEN: true, BUNDLER_KEYS: [key] },
    }
  })
  afterAll(async () => {
    chain.stop()
    await world.end()
  })
  beforeEach(async () => {
    for (const table of [userOperations, bundles, bundleAttempts]) await common.store.db.delete(table)
    rail = createAccountRail(common)
  })

  const call = async (method: string, ...params: unknown[]) => {
    const run = rail.methods[method]
    if (run === undefined) throw new Error(`${method} is not served`)
    return run(params, caller)
  }
  const encode = (operation: UserOperation) => z.encode(UserOperationSchema, operation)
  const send = (operation: UserOperation, extra: object = {}) =>
    call('eth_sendUserOperation', { ...encode(operation), ...extra }, common.network.contracts.entryPoint)
  const waiting = () => call('debug_bundler_dumpMempool', common.network.contracts.entryPoint)
  const willing = async (change: Partial<UserOperation> = {}) => {
    const { address } = newAccount()
    await setWilling(chain, address)
    return freeOperation(address, change)
  }

  it('takes the operations of anybody, and sends them when it is told to', async () => {
    expect(await call('debug_bundler_setBundlingMode', 'manual')).toBe('ok')
    const operation = await willing()
    const hash = await send(operation)
    await rail.step?.(signal)
    expect(await waiting()).toEqual([encode(operation)])
    const tx = await call('debug_bundler_sendBundleNow')
    expect(await waiting()).toEqual([])
    expect(await call('eth_getUserOperationReceipt', hash)).toMatchObject({
      success: true,
      receipt: { transactionHash: tx },
    })
    expect(await call('debug_bundler_sendBundleNow')).toBe('ok')
  })

  it('sends by itself where it is not told otherwise, and again after that', async () => {
    await call('debug_bundler_setBundlingMode', 'manual')
    const hash = await send(await willing())
    await call('debug_bundler_setBundlingMode', 'auto')
    await rail.step?.(signal)
    await rail.step?.(signal)
    expect(await call('eth_getUserOperationReceipt', hash)).toMatchObject({ success: true })
  })

  it('forgets what waits', async () => {
    for (const method of ['debug_bundler_clearState', 'debug_bundler_clearMempool']) {
      const hash = await send(await willing())
      expect(await call(method)).toBe('ok')
      expect(await waiting()).toEqual([])
      expect(await call('eth_getUserOperationByHash', hash)).toBeNull()
    }
    expect(await call('debug_bundler_clearReputation')).toBe('ok')
    expect(await call('debug_bundler_dumpReputation')).toEqual([])
  })

  it('prices an operation by the bundle that the tests reckon with', async () => {
    const draft = await willing()
    const cheap = { ...draft, preVerificationGas: preVerificationGas(draft, 10) }
    await expect(send(cheap)).rejects.toMatchObject({ code: -32602 })
    expect(await call('debug_bundler_setConfiguration', { expectedBundleSize: 10 })).toBe('ok')
    expect(await send(cheap)).toMatch(/^0x/)
  })

  it('reads fields that are null as left out, those of an authorization too', async () => {
    // A client that clears a field of its authorization by null was told that the field is unknown.
    const operation = await willing()
    expect(await send(operation, { paymaster: null, eip7702Auth: null })).toMatch(/^0x/)
    const eip7702Auth = {
      chainId: '0x1',
      address: newAccount().address,
      nonce: '0x0',
      yParity: '0x0',
      r: '0x1',
      s: '0x1',
      signer: null,
    }
    await expect(send(await willing(), { eip7702Auth })).rejects.toThrow('chainId is 1, not 31337')
  })

  it('says what it does not understand', async () => {
    for (const [method, ...params] of [
      ['debug_bundler_setBundlingMode', 'sometimes'],
      ['debug_bundler_setConfiguration', { expectedBundleSize: 0 }],
      ['debug_bundler_setConfiguration', { unknown: 1 }],
      ['debug_bundler_dumpMempool'],
    ] as const)
      await expect(call(method, ...params)).rejects.toMatchObject({ code: -32602 })
  })

  it('is none unless it is asked for, and none elsewhere than on a local chain', () => {
    const usual = createAccountRail({ ...common, config: { ...common.config, BUNDLER_OPEN: false } })
    expect(Object.keys(usual.methods).filter((name) => name.startsWith('debug_'))).toEqual([])
    const network = { ...common.network, chainId: 8_453 }
    expect(() => createAccountRail({ ...common, network })).toThrow('BUNDLER_OPEN is for a local chain')
  })
})
