import { type Address, createPublicClient, custom, encodeAbiParameters, type Hex, numberToHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { describe, expect, it } from 'vitest'
import { BaseError } from '../errors/base.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import { type AccountCall, decodeAccountCalls } from '../protocol/accountCalls.ts'
import { hashMessageForAccount } from '../protocol/accountSignatures.ts'
import { encodePasskeySignature } from '../protocol/passkeySignature.ts'
import { accountProvider } from './accountProvider.ts'
import { type AccountOwner, delegateOwner, type Passkey, passkeyOwner } from './owners.ts'
import { toSupernetAccount } from './toSupernetAccount.ts'

const address = (byte: string): Address => `0x${byte.repeat(20)}`
const ACCOUNT = address('0a')
const SHOP = address('0b')
const contracts = { entryPoint: address('01'), accountFactory: address('02') }
const key = { qx: `0x${'11'.repeat(32)}`, qy: `0x${'22'.repeat(32)}` } as const
const hash = (byte: string): Hex => `0x${byte.repeat(32)}`
const BUNDLER = 'http://relayer.test/rpc'

type Answers = Record<string, (params: unknown[]) => unknown>

const signed: Hex[] = []
const passkey: Passkey = {
  origin: 'http://localhost',
  sign(digest) {
    signed.push(digest)
    return {
      signature: `0x${'07'.repeat(64)}`,
      webauthn: {
        authenticatorData: '0x01',
        clientDataJSON: '{"type":"webauthn.get","challenge":"x"}',
      },
    }
  },
}

/** A page's wallet over a chain and a bundler that answer as they are told. */
async function wallet(bundler: Answers, owner: AccountOwner = passkeyOwner(passkey)) {
  const asked: string[] = []
  const chain: Answers = {
    eth_chainId: () => numberToHex(31_337),
    eth_call: () => encodeAbiParameters([{ type: 'uint256' }], [5n]),
    eth_getCode: () => '0x01',
    eth_getBlockByNumber: () => ({ number: '0x1', timestamp: '0x6ab00000', baseFeePerGas: '0x1' }),
    eth_maxPriorityFeePerGas: () => '0x1',
    eth_gasPrice: () => '0x2',
  }
  const client = createPublicClient({
    chain: foundry,
    transport: custom(
      {
        async request({ method, params }) {
          asked.push(method)
          return chain[method]?.(params as unknown[]) ?? method
        },
      },
      { retryCount: 0 },
    ),
  })
  const account = await toSupernetAccount({ client, contracts, owner, key, address: ACCOUNT })
  const provider = accountProvider({
    account,
    bundlerUrl: BUNDLER,
    pollingMs: 1,
    bundlerHttp: {
      retryCount: 0,
      async fetchFn(_url, init) {
        const { id, method, params } = JSON.parse(String(init?.body))
        const answer = bundler[method]?.(params)
        const body = answer instanceof Error ? { error: { ...answer } } : { result: answer ?? null }
        return new Response(JSON.stringify({ jsonrpc: '2.0', id, ...body }), {
          headers: { 'content-type': 'application/json' },
        })
      },
    },
  })
  const request = (method: string, params: unknown[] = []) =>
    provider.request({ method, params } as never) as Promise<unknown>
  return { request, asked, account }
}

const GAS = {
  preVerificationGas: '0x5208',
  verificationGasLimit: '0x5208',
  callGasLimit: '0x5208',
  paymasterVerificationGasLimit: '0x5208',
  paymasterPostOpGasLimit: '0x0',
}
const SPONSOR = { paymaster: address('0c'), paymasterData: '0x1234' }
const receipt = (success = true) => ({
  userOpHash: hash('99'),
  sender: ACCOUNT,
  nonce: '0x5',
  success,
  actualGasUsed: '0x1',
  actualGasCost: '0x1',
  logs: [],
  receipt: {
    transactionHash: hash('77'),
    blockHash: hash('66'),
    blockNumber: '0x9',
    gasUsed: '0x8',
    cumulativeGasUsed: '0x8',
    effectiveGasPrice: '0x1',
    transactionIndex: '0x0',
    status: '0x1',
    type: '0x2',
    logs: [],
  },
})

function working(success = true) {
  const sent: { callData: Hex; signature: Hex; nonce: Hex }[] = []
  const answers: Answers = {
    pm_getPaymasterStubData: () => SPONSOR,
    pm_getPaymasterData: () => SPONSOR,
    eth_estimateUserOperationGas: () => GAS,
    eth_sendUserOperation: ([operation]) => {
      sent.push(operation as (typeof sent)[number])
      return hash('99')
    },
    eth_getUserOperationReceipt: () => receipt(success),
  }
  return { sent, answers }
}

describe('an account as a wallet in the page', () => {
  it('sends a transaction as an operation, and answers with the transaction that carried it', async () => {
    const { sent, answers } = working()
    const { request } = await wallet(answers)
    expect(await request('eth_requestAccounts')).toEqual([ACCOUNT])
    const before = signed.length
    const data: Hex = '0x12345678'
    const from = ACCOUNT.toUpperCase().replace('0X', '0x')
    expect(await request('eth_sendTransaction', [{ from, to: SHOP, data }])).toBe(hash('77'))
    expect(signed.length - before).toBe(1)
    expect(decodeAccountCalls(sent[0]?.callData ?? '0x')).toMatchObject([{ data, value: 0n }])
    expect(sent[0]?.nonce).toBe('0x5')
  })

  it('sends several calls as one', async () => {
    const { sent, answers } = working()
    const { request } = await wallet(answers)
    const calls = [
      { to: SHOP, data: '0x01' },
      { to: SHOP, value: '0x2' },
    ]
    expect(await request('wallet_sendCalls', [{ calls }])).toEqual({ id: hash('99') })
    const made = decodeAccountCalls(sent[0]?.callData ?? '0x') as AccountCall[]
    expect(made.map(({ value, data }) => [value, data])).toEqual([
      [0n, '0x01'],
      [2n, '0x'],
    ])
    const status = await request('wallet_getCallsStatus', [hash('99')])
    expect(status).toMatchObject({ status: 200, atomic: true, receipts: [{ status: '0x1' }] })
    const waiting = await wallet({ ...answers, eth_getUserOperationReceipt: () => null })
    expect(await waiting.request('wallet_getCallsStatus', [hash('99')])).toMatchObject({ status: 100 })
    const failed = await wallet({ ...answers, eth_getUserOperationReceipt: () => receipt(false) })
    expect(await failed.request('wallet_getCallsStatus', [hash('99')])).toMatchObject({ status: 500 })
  })

  it('signs as a contract does', async () => {
    const { request, account } = await wallet({})
    const signature = await request('personal_sign', ['0x6869', ACCOUNT])
    const nested = hashMessageForAccount(31_337, account.address, { raw: '0x6869' })
    expect(signed.at(-1)).toBe(nested)
    expect(signature).toBe(encodePasskeySignature(await passkey.sign(nested)))
    const typed = {
      domain: { name: 'Dapp', version: '1', chainId: 31_337, verifyingContract: SHOP },
      types: { Vote: [{ name: 'id', type: 'uint256' }] },
      primaryType: 'Vote',
      message: { id: '7' },
    }
    expect(await request('eth_signTypedData_v4', [ACCOUNT, JSON.stringify(typed)])).toMatch(/^0x/)
  })

  it('has the chain answer what it does not know itself', async () => {
    const { request, asked } = await wallet({})
    expect(await request('eth_blockNumber')).toBe('eth_blockNumber')
    expect(asked).toContain('eth_blockNumber')
    expect(await request('wallet_switchEthereumChain', [{ chainId: '0x7a69' }])).toBeNull()
    const refused: [string, unknown[], number][] = [
      ['wallet_switchEthereumChain', [{ chainId: '0x1' }], 4902],
      ['wallet_watchAsset', [], 4200],
      ['eth_sign', [], 4200],
      ['eth_sendRawTransaction', ['0x'], 4200],
      ['eth_sendTransaction', [{ from: SHOP, to: SHOP }], 4100],
      ['eth_sendTransaction', [{ data: '0x00' }], -32602],
      ['wallet_sendCalls', [{ calls: [] }], -32602],
    ]
    for (const [method, params, code] of refused)
      await expect(request(method, params), method).rejects.toMatchObject({ code })
  })

  it('tells refusals apart by stable codes, through viem too', async () => {
    const refusal = (code: number, data?: unknown) =>
      Object.assign(new Error(), { code, message: 'because', data })
    const { answers } = working()
    const cases: [Answers, string][] = [
      [{ ...answers, pm_getPaymasterStubData: () => refusal(-32501) }, 'sponsor-refused'],
      [{ ...answers, pm_getPaymasterData: () => refusal(-32504) }, 'sponsor-throttled'],
      [{ ...answers, eth_estimateUserOperationGas: () => refusal(-32521) }, 'transaction-reverted'],
      [{ ...answers, eth_sendUserOperation: () => refusal(-32500) }, 'operation-rejected'],
      [{ ...answers, eth_sendUserOperation: () => refusal(-32507) }, 'operation-signature'],
      [{ ...answers, eth_getUserOperationReceipt: () => receipt(false) }, 'transaction-reverted'],
      [
        { ...answers, pm_getPaymasterStubData: () => refusal(-32001, { code: 'unauthorised' }) },
        'unauthorised',
      ],
    ]
    for (const [wrong, code] of cases) {
      const { request } = await wallet(wrong)
      const failure = await request('eth_sendTransaction', [{ to: SHOP }]).catch((error: unknown) => error)
      expect(failure).toMatchObject({ code: -32003, data: { code } })
      const page = createPublicClient({ transport: custom({ request: () => Promise.reject(failure) }) })
      expect(toBaseError(await page.getChainId().catch((error: unknown) => error)).code).toBe(code)
    }
  })

  it('waits on where the bundler is away for a moment', async () => {
    const { answers } = working()
    let away = 3
    const eth_getUserOperationReceipt = () => {
      if (away-- > 0) throw new TypeError('fetch failed')
      return receipt()
    }
    const { request } = await wallet({ ...answers, eth_getUserOperationReceipt })
    expect(await request('eth_sendTransaction', [{ to: SHOP }])).toBe(hash('77'))
    expect(away).toBeLessThan(0)
  })

  it('does not ask again where the person declined', async () => {
    const declines: Passkey = {
      ...passkey,
      sign: () => Promise.reject(Object.assign(new Error('no'), { name: 'NotAllowedError' })),
    }
    const { request } = await wallet(working().answers, passkeyOwner(declines))
    const failure = request('eth_sendTransaction', [{ to: SHOP }])
    await expect(failure).rejects.toMatchObject({ code: 4001, data: { code: 'transaction-rejected' } })
  })

  it('signs operations only, where a delegate acts', async () => {
    const delegate = privateKeyToAccount(generatePrivateKey())
    const owner = delegateOwner({ delegateValidator: address('0d') }, delegate)
    const { sent, answers } = working()
    const { request } = await wallet(answers, owner)
    await request('eth_sendTransaction', [{ to: SHOP }])
    // The day of the chain's clock, then 65 bytes.
    expect(sent[0]?.signature).toHaveLength(2 + 8 + 130)
    expect(Number.parseInt(sent[0]?.signature.slice(2, 10) ?? '', 16)).toBe(Math.floor(0x6ab00000 / 86_400))
    await expect(request('personal_sign', ['0x00', ACCOUNT])).rejects.toMatchObject({
      data: { code: 'key-limited' },
    })
    expect(new BaseError('key-limited').retryable).toBe(false)
  })
})
