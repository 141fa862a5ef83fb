import { sogniTokenAbi } from '@supernet/sdk/abi'
import { preVerificationGas, type UserOperation } from '@supernet/sdk/protocol'
import { UserOperation as UserOperationSchema } from '@supernet/sdk/schema'
import { encodeFunctionData, getAddress, type Hex, numberToHex } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { bundlerClient } from '../helpers/bundlerClient.ts'
import { chainNow } from '../helpers/chainTime.ts'
import { createMembers, draftOperation, type Member, nonceOf, signOperation } from '../helpers/members.ts'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'

/** Operations that share a transaction, as the bundler prices them. */
const SHARED = 10
const QUANTITY = /^0x(0|[1-9a-f][0-9a-f]*)$/
const HASH = /^0x[0-9a-f]{64}$/

/**
 * ERC-4337's JSON-RPC and gas rules, as the cases of eth-infinitism's bundler-spec-tests that need no tracer ask for them
 * (rpc 12, gas 4), restated for sponsored operations of passkey accounts. The other 8, of EIP-7702: `delegatedWallets.test.ts`.
 */
let net: TestNetwork
let bundler: ReturnType<typeof bundlerClient>
let member: Member
let stranger: Member

beforeAll(async () => {
  net = await startTestNetwork({ workers: 0 })
  bundler = bundlerClient(`${net.urls.relayer}/rpc`, net)
  const [first, second] = await createMembers(net, 'deployer', 2)
  if (first === undefined || second === undefined) throw new Error('there are no members')
  member = first
  stranger = second
})
afterAll(() => net?.end())

const draft = async (change: Partial<UserOperation> = {}, calls = [bundler.allow(1n)]) =>
  draftOperation(net, member, { nonce: await nonceOf(net, member.address), calls, change })
const sign = async (operation: UserOperation, by = member) =>
  signOperation(net, by, operation, await chainNow(net.urls.rpc))
const sent = async (amount: bigint) => {
  const signed = await sign(await draft({}, [bundler.allow(amount)]))
  expect(await bundler.send(signed.operation)).toMatchObject({ result: signed.hash })
  return { ...signed, receipt: await bundler.receipt(signed.hash) }
}

describe('the rpc cases', () => {
  it('eth_chainId: is that of the node', async () => {
    const { result } = await bundler.call('eth_chainId')
    expect(result).toMatch(QUANTITY)
    expect(Number(result)).toBe(await net.chain.reader.getChainId())
  })

  it('eth_supportedEntryPoints: is the one entry point, with its checksum', async () => {
    const { entryPoint } = net.network.contracts
    expect(await bundler.call('eth_supportedEntryPoints')).toMatchObject({ result: [getAddress(entryPoint)] })
  })

  it('eth_estimateUserOperationGas: answers every limit as a quantity', async () => {
    const { result } = await bundler.estimate(await draft())
    const fields = [
      'callGasLimit',
      'verificationGasLimit',
      'preVerificationGas',
      'paymasterVerificationGasLimit',
    ]
    for (const field of fields) expect((result as Record<string, string>)[field]).toMatch(QUANTITY)
  })

  it('eth_estimateUserOperationGas, execution reverts: is -32521', async () => {
    const { sogniToken } = net.network.contracts
    const args = [stranger.address, 1n] as const
    const data = encodeFunctionData({ abi: sogniTokenAbi, functionName: 'transfer', args })
    const { error } = await bundler.estimate(await draft({}, [{ to: sogniToken, data }]))
    expect(error?.code).toBe(-32521)
  })

  it('eth_estimateUserOperationGas, validation reverts: is -32500, with the reason', async () => {
    // Nobody is there to validate it.
    const { error } = await bundler.estimate({ ...(await draft()), sender: net.network.contracts.sogniToken })
    expect(error).toMatchObject({ code: -32500, message: expect.stringMatching(/^AA23 reverted/) })
  })

  it('eth_sendUserOperation: answers the hash, and the chain applies it', async () => {
    const { hash, receipt } = await sent(11n)
    expect(hash).toMatch(HASH)
    expect(receipt.success).toBe(true)
    expect(await bundler.allowance(member.address)).toBe(11n)
  })

  it('eth_sendUserOperation, validation reverts: is -32500, and nothing happens', async () => {
    const before = await bundler.allowance(member.address)
    // Too little gas to verify a passkey with.
    const { operation } = await sign(await draft({ verificationGasLimit: 20_000n }, [bundler.allow(99n)]))
    const { error } = await bundler.send(operation)
    expect(error).toMatchObject({ code: -32500, message: expect.stringMatching(/^AA2[36] /) })
    expect(await bundler.allowance(member.address)).toBe(before)
  })

  it('eth_sendUserOperation, invalid signature: is -32507', async () => {
    const { operation } = await sign(await draft(), stranger)
    expect((await bundler.send(operation)).error).toMatchObject({
      code: -32507,
      message: 'AA24 signature error',
    })
  })

  it('eth_getUserOperationByHash: answers the operation with its block', async () => {
    const { hash, operation, receipt } = await sent(12n)
    const { result } = await bundler.call('eth_getUserOperationByHash', [hash])
    const { userOperation, ...place } = result as { userOperation: z.input<typeof UserOperationSchema> }
    expect(z.decode(UserOperationSchema, userOperation)).toEqual(operation)
    const { blockHash, transactionHash } = receipt.receipt as Record<string, Hex>
    expect(place).toMatchObject({ entryPoint: net.network.contracts.entryPoint, blockHash, transactionHash })
    expect((place as { blockNumber?: string }).blockNumber).toMatch(QUANTITY)
  })

  it('eth_getUserOperationByHash of no hash: is -32602', async () => {
    const { error } = await bundler.call('eth_getUserOperationByHash', [''])
    expect(error).toMatchObject({ code: -32602, message: 'Missing/invalid userOpHash' })
  })

  it('eth_getUserOperationReceipt: answers what became of it, and of its transaction', async () => {
    const { hash, receipt } = await sent(13n)
    const { sender, nonce, paymaster, actualGasUsed, actualGasCost, logs } = receipt
    expect(receipt).toMatchObject({
      userOpHash: hash,
      success: true,
      sender: member.address,
      nonce: nonce as Hex,
    })
    expect({ sender, paymaster }).toEqual({
      sender: member.address,
      paymaster: net.network.contracts.sponsorPaymaster,
    })
    for (const amount of [actualGasUsed, actualGasCost]) expect(amount).toMatch(QUANTITY)
    expect(logs).toHaveLength(1) // the allowance
    const { transactionHash, blockHash } = receipt.receipt as Record<string, Hex>
    const mined = await net.chain.reader.getTransactionReceipt({ hash: transactionHash ?? '0x' })
    expect(mined.blockHash).toBe(blockHash)
  })

  it('eth_getUserOperationReceipt of no hash: is -32602', async () => {
    const { error } = await bundler.call('eth_getUserOperationReceipt', [''])
    expect(error).toMatchObject({ code: -32602, message: 'Missing/invalid userOpHash' })
  })
})

describe('the gas cases (EIP-7623)', () => {
  const HUGE: Hex = `0x${'ff'.repeat(1_000)}`
  const needed = async () => preVerificationGas(await draft(), SHARED)
  const huge = (change: Partial<UserOperation>) => draft(change, [bundler.allow(1n, HUGE)])

  it('normal calldata: is taken at the price of its bytes', async () => {
    const { operation, hash } = await sign(await draft({ preVerificationGas: await needed() }))
    expect(await bundler.send(operation)).toMatchObject({ result: hash })
    await bundler.receipt(hash)
  })

  it('huge calldata: is -32602 at the price of few bytes', async () => {
    const { operation } = await sign(await huge({ preVerificationGas: await needed() }))
    const { error } = await bundler.send(operation)
    expect(error).toMatchObject({ code: -32602, message: expect.stringContaining('preVerificationGas') })
  })

  it('huge calldata with much call gas: is -32602 all the same', async () => {
    const change = { preVerificationGas: await needed(), callGasLimit: 1_000_000n }
    const { operation } = await sign(await huge(change))
    const { error } = await bundler.send(operation)
    expect(error).toMatchObject({ code: -32602, message: expect.stringContaining('preVerificationGas') })
  })

  it('estimate of huge calldata: is enough to be taken', async () => {
    const asked = await huge({})
    const { result } = await bundler.estimate({ ...asked, preVerificationGas: 0n })
    const { preVerificationGas: enough, verificationGasLimit } = result as Record<string, Hex>
    const limits = {
      preVerificationGas: BigInt(enough ?? 0),
      verificationGasLimit: BigInt(verificationGasLimit ?? 0),
    }
    const { operation, hash } = await sign({ ...asked, ...limits })
    expect(await bundler.send(operation)).toMatchObject({ result: hash })
    expect((await bundler.receipt(hash)).success).toBe(true)
    expect(numberToHex(limits.preVerificationGas)).toBe(enough)
  })
})
