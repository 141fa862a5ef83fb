import {
  deviceValidatorAbi,
  recoveryValidatorAbi,
  sogniTokenAbi,
  supernetAccountAbi,
} from '@supernet/sdk/abi'
import { passkeyDevice, passkeyOwner, toSupernetAccount, walletDevice } from '@supernet/sdk/accounts'
import {
  type AccountCall,
  encodeAccountCalls,
  encodeCreation,
  encodePasskeySignature,
  FIRST_SALT,
  hashUserOperation,
  nonceKeyOf,
  passkeySigner,
  signTransfer,
  sogniDomain,
  type UserOperation,
} from '@supernet/sdk/protocol'
import {
  type RecoveryState,
  type SignedTransfer,
  UserOperation as UserOperationSchema,
} from '@supernet/sdk/schema'
import { type Address, bytesToHex, encodeFunctionData, type Hex, hexToBigInt, http, parseEther } from 'viem'
import { createBundlerClient, createPaymasterClient, type SmartAccount } from 'viem/account-abstraction'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { rpc } from '../../deploy/local/rpc.ts'
import { until } from '../../deploy/local/until.ts'
import { chainNow, warp } from '../helpers/chainTime.ts'
import { installGuardians, signAsGuardian } from '../helpers/guardians.ts'
import { createBrowser, signIn, signInByWallet } from '../helpers/login.ts'
import { createPasskey, type Passkey } from '../helpers/passkey.ts'
import { newPerson, pageOf } from '../helpers/people.ts'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'

const DAY = 86_400
const SHOP: Address = '0x00000000000000000000000000000000000000bb'

describe('accounts of passkeys, through the relayer', () => {
  let net: TestNetwork
  beforeAll(async () => {
    const relayerEnv = { SPONSOR_CREATIONS_OF_CLIENT: '50', KEEPER_INTERVAL_MS: '1000' }
    net = await startTestNetwork({ workers: 0, relayerEnv })
  })
  afterAll(() => net?.end())

  const contracts = () => net.network.contracts
  const rpcUrl = () => `${net.urls.relayer}/rpc`
  const token = () => ({ address: contracts().sogniToken, abi: sogniTokenAbi }) as const
  const transferData = (amount: bigint) =>
    encodeFunctionData({ abi: sogniTokenAbi, functionName: 'transfer', args: [SHOP, amount] })

  /** Sends what an account does, as a browser that is signed in to it. */
  const bundlerOf = (account: SmartAccount, fetchFn: typeof fetch) => {
    const transport = http(rpcUrl(), { fetchFn })
    return createBundlerClient({
      account,
      chain: foundry,
      client: net.chain.reader,
      transport,
      paymaster: createPaymasterClient({ transport }),
      pollingInterval: 100,
    })
  }

  /** A person: an account that is not there yet, with some SOGNI at its address. */
  async function person() {
    const { address, passkey, asOwner, browser } = await newPerson(net, { delegate: false })
    const { account } = asOwner
    const bundler = bundlerOf(account, browser.fetch)
    const faucet = net.keys.account('faucet')
    const args = [address, parseEther('1')] as const
    await net.chain.send({ ...token(), account: faucet, functionName: 'transfer', args })
    return { passkey, account, bundler, browser }
  }

  const call = async (method: string, params: unknown[] = [], ask: typeof fetch = fetch) => {
    const response = await ask(rpcUrl(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    })
    return (await response.json()) as { result?: unknown; error?: { code: number; message: string } }
  }
  const wire = (operation: UserOperation) => z.encode(UserOperationSchema, { ...operation })
  const send = (operation: UserOperation, entryPoint = contracts().entryPoint) =>
    call('eth_sendUserOperation', [wire(operation), entryPoint])

  /** A sponsored operation of a person, ready to be sent. */
  async function prepared({ bundler, passkey }: Awaited<ReturnType<typeof person>>, amount = 1n) {
    const calls = [{ to: contracts().sogniToken, data: transferData(amount) }]
    const draft = (await bundler.prepareUserOperation({ calls })) as unknown as UserOperation
    return signed(passkey, draft)
  }

  function signed(passkey: Passkey, draft: UserOperation): UserOperation {
    const fields = Object.keys(UserOperationSchema.shape) as (keyof UserOperation)[]
    const operation = Object.fromEntries(
      fields.flatMap((name) => (draft[name] === undefined ? [] : [[name, draft[name]]])),
    ) as UserOperation
    const hash = hashUserOperation(
      { chainId: net.network.chainId, address: contracts().entryPoint },
      operation,
    )
    return { ...operation, signature: encodePasskeySignature(passkey.sign(hash)) }
  }

  it('makes an account with its first operation, and pays for it', async () => {
    const { account, bundler } = await person()
    const calls = [{ to: contracts().sogniToken, data: transferData(5n) }]
    for (const nonce of [0n, 1n]) {
      const hash = await bundler.sendUserOperation({ calls })
      const { success, receipt, actualGasUsed, logs } = await bundler.waitForUserOperationReceipt({ hash })
      expect(success).toBe(true)
      expect(logs.some(({ address }) => address.toLowerCase() === contracts().sogniToken.toLowerCase())).toBe(
        true,
      )
      // The sponsor is charged no more than the transaction cost, and a tenth.
      expect(Number(actualGasUsed)).toBeLessThanOrEqual(Number(receipt.gasUsed) * 1.1)
      const found = await bundler.getUserOperation({ hash })
      expect(found.userOperation.nonce).toBe(nonce)
      expect(found.transactionHash).toBe(receipt.transactionHash)
    }
    expect(await net.chain.reader.getBalance({ address: account.address })).toBe(0n)
  })

  it('confirms messages and typed data for its owner', async () => {
    const { account, bundler } = await person()
    const hash = await bundler.sendUserOperation({
      calls: [{ to: contracts().sogniToken, data: transferData(1n) }],
    })
    await bundler.waitForUserOperationReceipt({ hash })
    const signature = await account.signMessage({ message: 'hello' })
    expect(
      await net.chain.reader.verifyMessage({ address: account.address, message: 'hello', signature }),
    ).toBe(true)
  })

  it('says what it serves', async () => {
    expect((await call('eth_chainId')).result).toBe('0x7a69')
    expect((await call('eth_supportedEntryPoints')).result).toEqual([contracts().entryPoint])
    expect((await call('eth_accounts')).error?.code).toBe(-32601)
    const unknown = `0x${'00'.repeat(32)}`
    expect((await call('eth_getUserOperationByHash', [unknown])).result).toBeNull()
    expect((await call('eth_getUserOperationReceipt', [unknown])).result).toBeNull()
    expect((await call('eth_getUserOperationReceipt', ['0x1234'])).error?.code).toBe(-32602)
  })

  it('refuses what is no operation, or none of its own', async () => {
    const one = await person()
    const good = await prepared(one)
    const code = async (operation: UserOperation) => (await send(operation)).error?.code
    expect((await send(good, SHOP)).error).toMatchObject({ code: -32602 })
    const { callData: _, ...partial } = wire(good)
    for (const wrong of [partial, { ...wire(good), nonce: '0x01' }, { ...wire(good), eip7702Auth: {} }, {}])
      expect((await call('eth_sendUserOperation', [wrong, contracts().entryPoint])).error?.code).toBe(-32602)
    expect(await code({ ...good, paymaster: undefined, paymasterData: undefined })).toBe(-32501)
    expect(
      await code({ ...good, signature: encodePasskeySignature(one.passkey.sign(`0x${'11'.repeat(32)}`)) }),
    ).toBe(-32507)
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
    const callData = encodeAccountCalls([{ to: contracts().sogniToken, data: transferData(3n) }])
    const { factory: _factory, factoryData: _factoryData, ...rest } = good
    expect(await code(signed(one.passkey, { ...rest, callData }))).toBe(-32500)
  })

  it('makes an account only once, though two first operations come at once', async () => {
    const one = await person()
    const first = await prepared(one, 1n)
    const second = await prepared(one, 2n)
    const answers = [await send(first), await send(second)]
    expect(answers[0]?.result).toBeDefined()
    expect(answers[1]?.error?.code).toBe(-32602)
    await one.bundler.waitForUserOperationReceipt({ hash: answers[0]?.result as Hex })
  })

  it('estimates what an operation needs, and says when its calls revert', async () => {
    const { account } = await person()
    const { factory, factoryData } = await account.getFactoryArgs()
    const draft = (amount: bigint) => ({
      sender: account.address,
      nonce: '0x0',
      factory,
      factoryData,
      callData: encodeAccountCalls([{ to: contracts().sogniToken, data: transferData(amount) }]),
      signature: '0x',
    })
    const { result } = await call('eth_estimateUserOperationGas', [draft(1n), contracts().entryPoint])
    const gas = result as Record<string, Hex>
    expect(Number(hexToBigInt(gas.callGasLimit ?? '0x0'))).toBeGreaterThan(20_000)
    expect(Number(hexToBigInt(gas.callGasLimit ?? '0x0'))).toBeLessThan(120_000)
    expect(Number(hexToBigInt(gas.verificationGasLimit ?? '0x0'))).toBeLessThan(400_000)
    const poor = await call('eth_estimateUserOperationGas', [draft(parseEther('2')), contracts().entryPoint])
    expect(poor.error?.code).toBe(-32521)
  })

  it('sponsors nothing but what people do with their accounts, at its own measure', async () => {
    const { account, passkey, browser } = await person()
    const stranger = await person()
    const { factory, factoryData } = await account.getFactoryArgs()
    const ask = async (
      to: Address,
      data: Hex,
      change: Record<string, unknown> = {},
      as: typeof fetch = browser.fetch,
    ) =>
      (
        await call(
          'pm_getPaymasterData',
          [
            {
              sender: account.address,
              nonce: '0x0',
              factory,
              factoryData,
              callData: encodeAccountCalls([{ to, data }]),
              callGasLimit: '0x7530',
              verificationGasLimit: '0x186a0',
              preVerificationGas: '0x2710',
              maxFeePerGas: '0x1',
              maxPriorityFeePerGas: '0x1',
              signature: await account.getStubSignature(),
              ...change,
            },
            contracts().entryPoint,
            '0x7a69',
            null,
          ],
          as,
        )
      ).error
    expect((await ask(SHOP, '0x12345678'))?.code).toBe(-32501)
    expect((await ask(contracts().sogniToken, transferData(parseEther('2'))))?.code).toBe(-32521)
    const good = transferData(1n)
    const greedy = { callGasLimit: '0x989680', preVerificationGas: '0x1e8480', maxFeePerGas: '0xe8d4a51000' }
    for (const [field, value] of Object.entries(greedy))
      expect((await ask(contracts().sogniToken, good, { [field]: value }))?.message).toContain(field)
    expect(await ask(contracts().sogniToken, good)).toBeUndefined()
    // For nobody who is not signed in to the account.
    for (const as of [fetch, stranger.browser.fetch])
      expect(await ask(contracts().sogniToken, good, {}, as)).toMatchObject({ code: -32001 })
    // Nor wallets, plain or delegated, whoever signs in for them.
    const wallet = privateKeyToAccount(generatePrivateKey())
    const page = await signInByWallet(net.urls.relayer, pageOf(net.urls.relayer), wallet)
    const plain = { sender: wallet.address, factory: undefined, factoryData: undefined }
    for (const code of ['0x', `0xef0100${contracts().accountFactory.slice(2)}`]) {
      await rpc(net.urls.rpc, 'anvil_setCode', [wallet.address, code])
      expect(await ask(contracts().sogniToken, good, plain, page.fetch)).toMatchObject({
        code: -32501,
        message: expect.stringContaining('no account of the factory'),
      })
    }
    const delegated = { ...plain, factory: '0x7702000000000000000000000000000000000000' }
    expect((await ask(contracts().sogniToken, good, delegated, page.fetch))?.message).toContain(
      'delegated wallets are not sponsored',
    )
    // Nor accounts that are born with calls of which it knows nothing.
    const birth = [{ to: contracts().sogniToken, data: transferData(1n) }]
    const seed = { ...passkey, salt: FIRST_SALT, birth }
    const born = { factoryData: encodeCreation(seed) }
    expect((await ask(contracts().sogniToken, good, born))?.message).toContain('this birth is not sponsored')
  })

  it('loses no operation when the relayer is killed', async () => {
    const { bundler } = await person()
    const hash = await bundler.sendUserOperation({
      calls: [{ to: contracts().sogniToken, data: transferData(9n) }],
    })
    net.kill('relayer')
    const { success } = await until(() => bundler.getUserOperationReceipt({ hash }), {
      what: 'The operation',
      timeoutMs: 60_000,
      everyMs: 200,
    })
    expect(success).toBe(true)
  })

  it('obeys each of its devices, and the passkey that a wallet among them puts in the place of the first', async () => {
    const { address, passkey, asOwner, actingAs } = await newPerson(net, { delegate: false })
    const wallet = privateKeyToAccount(generatePrivateKey())
    const [phone, fresh] = [createPasskey(passkey.origin), createPasskey(passkey.origin)]
    const { deviceValidator, webAuthnVerifier } = contracts()
    const adding = (signer: Hex) => ({
      to: deviceValidator,
      data: encodeFunctionData({ abi: deviceValidatorAbi, functionName: 'addDevice', args: [signer] }),
    })
    const onAccount = (functionName: 'installModule' | 'rotateKey', args: readonly unknown[]) => ({
      to: address,
      data: encodeFunctionData({ abi: supernetAccountAbi, functionName, args } as never),
    })
    const send = (client: typeof asOwner, ...calls: { to: Address; data: Hex }[]) =>
      client.wallet.sendCallsSync({ calls, timeout: 60_000, pollingInterval: 100 })

    const install = onAccount('installModule', [1n, deviceValidator, '0x'])
    await send(asOwner, install, adding(passkeySigner(webAuthnVerifier, phone)))
    const byPhone = await actingAs(passkeyDevice(contracts(), phone))
    await send(byPhone, adding(wallet.address))
    const byWallet = await actingAs(walletDevice(contracts(), wallet))
    const { status } = await send(byWallet, onAccount('rotateKey', [fresh.qx, fresh.qy]))
    expect(status).toBe('success')

    const [qx, qy] = await net.chain.reader.readContract({
      address,
      abi: supernetAccountAbi,
      functionName: 'signer',
    })
    expect([qx, qy]).toEqual([fresh.qx, fresh.qy])
    const signature = await byPhone.wallet.signMessage({ message: 'hello' })
    expect(await net.chain.reader.verifyMessage({ address, message: 'hello', signature })).toBe(true)
    // The first passkey signs no more: neither operations nor the login that paid for these.
    const late = asOwner.provider.request({
      method: 'eth_sendTransaction',
      params: [{ to: contracts().sogniToken, data: transferData(0n) }],
    } as never)
    await expect(late).rejects.toMatchObject({ code: -32003 })
  })

  it('moves SOGNI of a wallet without ether: home to an account, and out of it over a kill', async () => {
    const { relayer } = (await person()).browser
    const home = (await relayer.getLogin()).login?.account as Address
    const wallet = privateKeyToAccount(generatePrivateKey())
    const args = [wallet.address, parseEther('30')] as const
    await net.chain.send({
      ...token(),
      account: net.keys.account('faucet'),
      functionName: 'transfer',
      args,
    })
    const held = (owner: Address) =>
      net.chain.reader.readContract({ ...token(), functionName: 'balanceOf', args: [owner] })
    const domain = sogniDomain(net.network.chainId, contracts().sogniToken)
    const sign = async (to: Address, amount: bigint): Promise<SignedTransfer> => {
      const now = await chainNow(net.urls.rpc)
      const times = { validAfter: now - 60, validBefore: now + 3_600 }
      const nonce = bytesToHex(crypto.getRandomValues(new Uint8Array(32)))
      const transfer = { from: wallet.address, to, amount, ...times, nonce }
      return { transfer, signature: await signTransfer(wallet, domain, transfer) }
    }
    const mined = (id: Hex) =>
      until(
        async () => {
          const view = await relayer.getTransfer({ params: { id } }).catch(() => undefined)
          return view?.state === 'mined' || view?.state === 'final' ? view : undefined
        },
        { what: 'The transfer', timeoutMs: 60_000, everyMs: 200 },
      )

    const before = await held(home)
    const body = await sign(home, parseEther('20'))
    const { id } = await relayer.postTransfer({ body })
    const { tx } = await mined(id)
    expect(await held(home)).toBe(before + parseEther('20'))
    // Again is harmless.
    expect(await relayer.postTransfer({ body })).toMatchObject({ id, tx })

    const friend = privateKeyToAccount(generatePrivateKey()).address
    const out = await signInByWallet(net.urls.relayer, pageOf(net.urls.relayer), wallet)
    const sent = await out.relayer.postTransfer({ body: await sign(friend, parseEther('10')) })
    net.kill('relayer')
    await mined(sent.id)
    expect([await held(friend), await held(wallet.address)]).toEqual([parseEther('10'), 0n])
    expect(await net.chain.reader.getBalance({ address: wallet.address })).toBe(0n)
    const poor = await sign(friend, parseEther('1'))
    await expect(out.relayer.postTransfer({ body: poor })).rejects.toMatchObject({ code: 'transfer-poor' })
  })

  it('brings an account back without any of its devices, by a wallet and a passkey account, over a kill', async () => {
    const { urls } = net
    const act = async (
      { bundler }: Pick<Awaited<ReturnType<typeof person>>, 'bundler'>,
      call: AccountCall,
    ) => {
      const hash = await bundler.sendUserOperation({ calls: [call] })
      const { success } = await bundler.waitForUserOperationReceipt({ hash })
      expect(success).toBe(true)
    }
    const spend = { to: contracts().sogniToken, data: transferData(1n) }
    const lost = await person()
    const friend = await person()
    // An account that is not made yet confirms nothing.
    await act(friend, spend)
    const wallet = privateKeyToAccount(generatePrivateKey())
    const account = lost.account.address
    const guardians = [wallet.address, friend.account.address]
    await act(lost, installGuardians(contracts(), account, guardians, 2, DAY))

    const passkey = createPasskey(pageOf(urls.relayer))
    const browser = createBrowser(urls.relayer, passkey.origin)
    const { relayer } = browser
    const { challenge } = await relayer.postChallenge({ body: {} })
    const body = { passkey: passkey.create(challenge), name: 'A new phone' }
    const { code } = await relayer.postRecovery({ body })
    const reaches = (wanted: RecoveryState) =>
      until(
        async () => {
          const view = await relayer.getRecovery({ params: { code } }).catch(() => undefined)
          return view?.state === wanted ? view : undefined
        },
        { what: `A recovery that is ${wanted}`, timeoutMs: 90_000, everyMs: 200 },
      )
    const asked = { code, account, key: passkey }
    await signAsGuardian(net, browser, asked, {
      address: wallet.address,
      sign: (data) => wallet.signTypedData(data as never),
    })
    await signAsGuardian(net, browser, asked, {
      address: friend.account.address,
      sign: (data) => friend.account.signTypedData(data as never),
    })
    net.kill('relayer')
    const { readyAt, proposedAt, operations } = await reaches('proposed')
    expect((readyAt ?? 0) - (proposedAt ?? 0)).toBe(DAY)
    const completion = await net.chain.reader.readContract({
      address: contracts().recoveryValidator,
      abi: recoveryValidatorAbi,
      functionName: 'completion',
      args: [account, passkey.qx, passkey.qy],
    })
    expect(operations?.completion.callData).toBe(completion)
    const { accounts } = await relayer.getGuarded({ params: { guardian: wallet.address } })
    expect(accounts).toEqual([{ account, threshold: 2, delay: DAY }])
    await expect(signIn(urls.relayer, passkey)).rejects.toMatchObject({ code: 'signer-unknown' })

    await warp(urls.rpc, DAY + 1)
    await reaches('completed')
    const back = await signIn(urls.relayer, passkey)
    expect(back.login).toMatchObject({ account, signer: { name: 'A new phone' } })
    await expect(signIn(urls.relayer, lost.passkey)).rejects.toMatchObject({ code: 'signer-unknown' })
    const owned = await toSupernetAccount({
      client: net.chain.reader,
      contracts: contracts(),
      owner: passkeyOwner(passkey),
      key: lost.passkey,
      address: account,
    })
    await act({ bundler: bundlerOf(owned, back.fetch) }, spend)
    // The guardians needed no ether for any of it.
    expect(await net.chain.reader.getBalance({ address: wallet.address })).toBe(0n)
  })
})
