import {
  encodeAccountCalls,
  encodePasskeySignature,
  nonceKeyOf,
  type UserOperation,
} from '@supernet/sdk/protocol'
import { UserOperation as UserOperationSchema } from '@supernet/sdk/schema'
import { type Hex, isAddressEqual, parseEther } from 'viem'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { until } from '../../../deploy/local/until.ts'
import { bundlerClient } from '../../helpers/bundlerClient.ts'
import { act, type Holder, newHolder, SHOP } from '../../helpers/holder.ts'
import { signByPasskey } from '../../helpers/members.ts'
import { sogniTransfer } from '../../helpers/sogni.ts'
import type { TestNetwork } from '../../helpers/testNetwork.ts'

/** What an account does first, and what the bundler says to everything that is asked of it. */
export function operations(network: () => TestNetwork): void {
  const bundler = () => bundlerClient(`${network().urls.relayer}/rpc`, network())
  const contracts = () => network().network.contracts
  const pay = (amount: bigint) => sogniTransfer(network(), SHOP, amount)
  const signed = ({ passkey }: Holder, operation: UserOperation) =>
    signByPasskey(network(), passkey, operation).operation

  /** A sponsored operation, ready to be sent. */
  async function prepared(holder: Holder, amount = 1n): Promise<UserOperation> {
    const draft = await holder.bundler.prepareUserOperation({ calls: [pay(amount)] })
    const operation = draft as unknown as UserOperation
    const fields = Object.keys(UserOperationSchema.shape) as (keyof UserOperation)[]
    const own = fields.flatMap((name) => (operation[name] === undefined ? [] : [[name, operation[name]]]))
    return signed(holder, Object.fromEntries(own) as UserOperation)
  }

  it('makes an account with its first operation, and pays for it', async () => {
    const { account, bundler } = await newHolder(network())
    const { sogniToken } = contracts()
    for (const nonce of [0n, 1n]) {
      const hash = await bundler.sendUserOperation({ calls: [pay(5n)] })
      const { success, receipt, actualGasUsed, logs } = await bundler.waitForUserOperationReceipt({ hash })
      expect(success).toBe(true)
      expect(logs.some(({ address }) => isAddressEqual(address, sogniToken))).toBe(true)
      // The sponsor is charged no more than the transaction cost, and a tenth.
      expect(Number(actualGasUsed)).toBeLessThanOrEqual(Number(receipt.gasUsed) * 1.1)
      const found = await bundler.getUserOperation({ hash })
      expect(found.userOperation.nonce).toBe(nonce)
      expect(found.transactionHash).toBe(receipt.transactionHash)
    }
    expect(await network().chain.reader.getBalance({ address: account.address })).toBe(0n)
  })

  it('confirms messages and typed data for its owner', async () => {
    const holder = await newHolder(network())
    await act(holder, pay(1n))
    const { account } = holder
    const said = { message: 'hello', signature: await account.signMessage({ message: 'hello' }) }
    expect(await network().chain.reader.verifyMessage({ address: account.address, ...said })).toBe(true)
  })

  it('says what it serves', async () => {
    const { call } = bundler()
    expect((await call('eth_chainId')).result).toBe('0x7a69')
    expect((await call('eth_supportedEntryPoints')).result).toEqual([contracts().entryPoint])
    expect((await call('eth_accounts')).error?.code).toBe(-32601)
    const unknown = `0x${'00'.repeat(32)}`
    expect((await call('eth_getUserOperationByHash', [unknown])).result).toBeNull()
    expect((await call('eth_getUserOperationReceipt', [unknown])).result).toBeNull()
    expect((await call('eth_getUserOperationReceipt', ['0x1234'])).error?.code).toBe(-32602)
  })

  it('refuses what is no operation, or none of its own', async () => {
    const one = await newHolder(network())
    const good = await prepared(one)
    const { call, send } = bundler()
    const code = async (operation: UserOperation) => (await send(operation)).error?.code
    const wire = z.encode(UserOperationSchema, good)
    expect((await call('eth_sendUserOperation', [wire, SHOP])).error).toMatchObject({ code: -32602 })
    const { callData: _, ...partial } = wire
    for (const wrong of [partial, { ...wire, nonce: '0x01' }, { ...wire, eip7702Auth: {} }, {}])
      expect((await call('eth_sendUserOperation', [wrong, contracts().entryPoint])).error?.code).toBe(-32602)
    expect(await code({ ...good, paymaster: undefined, paymasterData: undefined })).toBe(-32501)
    const ofSomethingElse = encodePasskeySignature(one.passkey.sign(`0x${'11'.repeat(32)}`))
    expect(await code({ ...good, signature: ofSomethingElse })).toBe(-32507)
    // Approved by the sponsor as it was, and by nobody as it is.
    expect(await code({ ...good, callGasLimit: good.callGasLimit + 1n })).toBe(-32507)
    expect(await code({ ...good, preVerificationGas: 1_000n })).toBe(-32602)
    expect(await code({ ...good, nonce: nonceKeyOf(SHOP) << 64n })).toBe(-32507)
    const { result } = await send(good)
    expect(result).toMatch(/^0x[0-9a-f]{64}$/)
    expect((await send(good)).result).toBe(result)
    await one.bundler.waitForUserOperationReceipt({ hash: result as Hex })
    // Known, and done: the same again is answered as at first. Another of its number comes too late.
    expect((await send(good)).result).toBe(result)
    const { factory: _factory, factoryData: _factoryData, ...rest } = good
    expect(await code(signed(one, { ...rest, callData: encodeAccountCalls([pay(3n)]) }))).toBe(-32500)
  })

  it('makes an account only once, though two first operations come at once', async () => {
    const one = await newHolder(network())
    const first = await prepared(one, 1n)
    const second = await prepared(one, 2n)
    const { send } = bundler()
    const answers = [await send(first), await send(second)]
    expect(answers[0]?.result).toBeDefined()
    expect(answers[1]?.error?.code).toBe(-32602)
    await one.bundler.waitForUserOperationReceipt({ hash: answers[0]?.result as Hex })
  })

  it('estimates what an operation needs, and says when its calls revert', async () => {
    const { account } = await newHolder(network())
    const first = {
      sender: account.address,
      nonce: '0x0',
      ...(await account.getFactoryArgs()),
      signature: '0x',
    }
    const estimate = (amount: bigint) => {
      const draft = { ...first, callData: encodeAccountCalls([pay(amount)]) }
      return bundler().call('eth_estimateUserOperationGas', [draft, contracts().entryPoint])
    }
    const gas = (await estimate(1n)).result as Record<'callGasLimit' | 'verificationGasLimit', Hex>
    expect(Number(gas.callGasLimit)).toBeGreaterThan(20_000)
    expect(Number(gas.callGasLimit)).toBeLessThan(120_000)
    expect(Number(gas.verificationGasLimit)).toBeLessThan(400_000)
    expect((await estimate(parseEther('2'))).error?.code).toBe(-32521)
  })

  it('loses no operation when the relayer is killed', async () => {
    const { bundler } = await newHolder(network())
    const hash = await bundler.sendUserOperation({ calls: [pay(9n)] })
    network().kill('relayer')
    const { success } = await until(() => bundler.getUserOperationReceipt({ hash }), {
      what: 'The operation',
      timeoutMs: 60_000,
      everyMs: 200,
    })
    expect(success).toBe(true)
  })
}
