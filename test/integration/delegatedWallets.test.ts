import { UserOperation } from '@supernet/sdk/schema'
import type { Hex, PrivateKeyAccount } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rpc } from '../../deploy/local/rpc.ts'
import { bundlerClient } from '../helpers/bundlerClient.ts'
import { chainNow } from '../helpers/chainTime.ts'
import {
  authorize,
  DELEGATE,
  deployDelegate,
  newWallet,
  signWalletOperation,
  type WalletTerms,
} from '../helpers/delegatedWallet.ts'
import { nonceOf } from '../helpers/members.ts'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'

const FLAG = '0x7702000000000000000000000000000000000000'
const DESIGNATED = `0xef0100${DELEGATE.slice(2).toLowerCase()}`
/** `supportsInterface` of ERC-165: anybody may call it, and sees that it was called. */
const INITIALLY: Hex = `0x01ffc9a7${'01ffc9a7'.padEnd(64, '0')}`

/**
 * The 8 cases of EIP-7702 of eth-infinitism's bundler-spec-tests, restated: wallets whose own address runs the account of the
 * entry point's package. The operator allows that code by BUNDLER_DELEGATES; the sponsor's key approves here what its service
 * would not.
 */
describe('the eip7702 cases', () => {
  let net: TestNetwork
  let bundler: ReturnType<typeof bundlerClient>
  let chainId: number

  beforeAll(async () => {
    net = await startTestNetwork({ workers: 0, relayerEnv: { BUNDLER_DELEGATES: DELEGATE } })
    bundler = bundlerClient(`${net.urls.relayer}/rpc`, net)
    chainId = net.network.chainId
    await deployDelegate(net)
  })
  afterAll(() => net?.end())

  const codeOf = (wallet: PrivateKeyAccount) => net.chain.reader.getCode({ address: wallet.address })
  const sign = async (wallet: PrivateKeyAccount, amount: bigint, terms: Partial<WalletTerms> = {}) => {
    const nonce = await nonceOf(net, wallet.address)
    const all = { nonce, calls: [bundler.allow(amount)], ...terms }
    return signWalletOperation(net, wallet, all, await chainNow(net.urls.rpc))
  }
  const apply = async (wallet: PrivateKeyAccount, amount: bigint, terms: Partial<WalletTerms> = {}) => {
    const { hash, operation } = await sign(wallet, amount, terms)
    expect(await bundler.send(operation)).toMatchObject({ result: hash })
    return bundler.receipt(hash)
  }
  const delegated = async (auth = { chainId, nonce: 0 }) => {
    const wallet = newWallet()
    await apply(wallet, 1n, { auth: await authorize(wallet, auth) })
    return wallet
  }

  it('an operation with an authorization makes the wallet an account, and is applied', async () => {
    const wallet = newWallet()
    expect(await codeOf(wallet)).toBeUndefined()
    const { receipt, success } = await apply(wallet, 71n, {
      auth: await authorize(wallet, { chainId, nonce: 0 }),
    })
    expect(success).toBe(true)
    expect(receipt).toMatchObject({ type: '0x4' })
    expect(await codeOf(wallet)).toBe(DESIGNATED)
    expect(await bundler.allowance(wallet.address)).toBe(71n)
  })

  it('the flag with initial data has the wallet called with it before it validates', async () => {
    const wallet = newWallet()
    const auth = await authorize(wallet, { chainId, nonce: 0 })
    const { receipt } = await apply(wallet, 72n, { auth, change: { factory: FLAG, factoryData: INITIALLY } })
    const { transactionHash } = receipt as { transactionHash: Hex }
    const trace = await rpc(net.urls.rpc, 'debug_traceTransaction', [
      transactionHash,
      { tracer: 'callTracer' },
    ])
    expect(inputsTo(trace as Call, wallet.address)).toContain(INITIALLY)
    expect(await bundler.allowance(wallet.address)).toBe(72n)
  })

  it('the flag without data needs no more than the authorization', async () => {
    const wallet = newWallet()
    const auth = await authorize(wallet, { chainId, nonce: 0 })
    await apply(wallet, 73n, { auth, change: { factory: FLAG } })
    expect(await codeOf(wallet)).toBe(DESIGNATED)
    // From then on the chain says which code the hash names.
    await apply(wallet, 74n, { delegate: DELEGATE, change: { factory: FLAG } })
    expect(await bundler.allowance(wallet.address)).toBe(74n)
  })

  for (const [what, id] of [
    ['for every chain', 0],
    ['for this chain', 31_337],
  ] as const)
    it(`a wallet that was authorized ${what} sends plain operations from then on`, async () => {
      const wallet = await delegated({ chainId: id, nonce: 0 })
      const receipt = await apply(wallet, 75n)
      expect(receipt).toMatchObject({ success: true, receipt: { type: '0x2' } })
      expect(await bundler.allowance(wallet.address)).toBe(75n)
    })

  it('an authorization with another number of the wallet is -32500', async () => {
    const wallet = newWallet()
    const { operation } = await sign(wallet, 1n, { auth: await authorize(wallet, { chainId, nonce: 2 }) })
    expect((await bundler.send(operation)).error?.code).toBe(-32500)
    expect(await codeOf(wallet)).toBeUndefined()
  })

  it('an authorization that somebody else signed is -32602, and names the sender', async () => {
    const auth = await authorize(newWallet(), { chainId, nonce: 0 })
    const { operation } = await sign(newWallet(), 1n, { auth })
    const { error } = await bundler.send(operation)
    expect(error).toMatchObject({ code: -32602, message: expect.stringContaining('sender') })
  })

  it('an authorization for another chain is -32602, and names the chainId', async () => {
    const wallet = await delegated()
    const nonce = await net.chain.reader.getTransactionCount({ address: wallet.address })
    const { operation } = await sign(wallet, 1n, { auth: await authorize(wallet, { chainId: 1_234, nonce }) })
    const { error } = await bundler.send(operation)
    expect(error).toMatchObject({ code: -32602, message: expect.stringContaining('chainId') })
  })

  it('beside the cases: other code than the operator allows is -32602', async () => {
    const wallet = newWallet()
    const { entryPoint } = net.network.contracts
    const auth = await authorize(wallet, { chainId, nonce: 0, address: entryPoint })
    const { error } = await bundler.send((await sign(wallet, 1n, { auth })).operation)
    expect(error).toMatchObject({ code: -32602, message: expect.stringContaining('not served') })
  })

  it('beside the cases: a wallet is measured with the code that it will run', async () => {
    const wallet = newWallet()
    const auth = await authorize(wallet, { chainId, nonce: 0 })
    const { operation } = await sign(wallet, 76n, { auth })
    const { result } = await bundler.estimate(operation)
    const limits = UserOperation.pick({
      callGasLimit: true,
      verificationGasLimit: true,
      preVerificationGas: true,
    })
    const { success, data } = limits.safeParse({
      callGasLimit: (result as Record<string, string>).callGasLimit,
      verificationGasLimit: (result as Record<string, string>).verificationGasLimit,
      preVerificationGas: (result as Record<string, string>).preVerificationGas,
    })
    expect(success).toBe(true)
    await apply(wallet, 76n, { auth, change: { ...data } })
  })
})

type Call = { to?: string; input?: string; calls?: Call[] }

const inputsTo = (call: Call, to: Hex): (string | undefined)[] => [
  ...(call.to?.toLowerCase() === to.toLowerCase() ? [call.input] : []),
  ...(call.calls ?? []).flatMap((inner) => inputsTo(inner, to)),
]
