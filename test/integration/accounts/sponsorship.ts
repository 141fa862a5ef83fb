import { encodeAccountCalls, encodeCreation, FIRST_SALT } from '@supernet/sdk/protocol'
import { type Address, type Hex, parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { beforeAll, expect, it } from 'vitest'
import { rpc } from '../../../deploy/local/rpc.ts'
import { bundlerClient } from '../../helpers/bundlerClient.ts'
import { type Holder, newHolder, SHOP } from '../../helpers/holder.ts'
import { signInByWallet } from '../../helpers/login.ts'
import { pageOf } from '../../helpers/people.ts'
import { sogniTransfer } from '../../helpers/sogni.ts'
import type { TestNetwork } from '../../helpers/testNetwork.ts'

/** Whom the sponsor pays for, and for what: asked over HTTP, as whoever is signed in. */
export function sponsorship(network: () => TestNetwork): void {
  let holder: Holder
  beforeAll(async () => {
    holder = await newHolder(network())
  })
  const contracts = () => network().network.contracts
  const pay = (amount: bigint) => sogniTransfer(network(), SHOP, amount)

  /** Asks for a first operation that does `call`, with such changes; what the sponsor says against it. */
  async function refusal(
    { to, data }: { to: Address; data?: Hex },
    { change = {}, as = holder.browser.fetch }: { change?: Record<string, unknown>; as?: typeof fetch } = {},
  ) {
    const { account } = holder
    const draft = {
      sender: account.address,
      nonce: '0x0',
      ...(await account.getFactoryArgs()),
      callData: encodeAccountCalls([{ to, data }]),
      callGasLimit: '0x7530',
      verificationGasLimit: '0x186a0',
      preVerificationGas: '0x2710',
      maxFeePerGas: '0x1',
      maxPriorityFeePerGas: '0x1',
      signature: await account.getStubSignature(),
      ...change,
    }
    const { call } = bundlerClient(`${network().urls.relayer}/rpc`, network(), as)
    return (await call('pm_getPaymasterData', [draft, contracts().entryPoint, '0x7a69', null])).error
  }

  it('is for what people do with their accounts, at its own measure', async () => {
    expect((await refusal({ to: SHOP, data: '0x12345678' }))?.code).toBe(-32501)
    expect((await refusal(pay(parseEther('2'))))?.code).toBe(-32521)
    const greedy = { callGasLimit: '0x989680', preVerificationGas: '0x1e8480', maxFeePerGas: '0xe8d4a51000' }
    for (const [field, value] of Object.entries(greedy))
      expect((await refusal(pay(1n), { change: { [field]: value } }))?.message).toContain(field)
    expect(await refusal(pay(1n))).toBeUndefined()
  })

  it('is for nobody who is not signed in to the account', async () => {
    const stranger = await newHolder(network())
    for (const as of [fetch, stranger.browser.fetch])
      expect(await refusal(pay(1n), { as })).toMatchObject({ code: -32001 })
  })

  it('is not for wallets, plain or delegated, whoever signs in for them', async () => {
    const { urls } = network()
    const wallet = privateKeyToAccount(generatePrivateKey())
    const { fetch: as } = await signInByWallet(urls.relayer, pageOf(urls.relayer), wallet)
    const plain = { sender: wallet.address, factory: undefined, factoryData: undefined }
    for (const code of ['0x', `0xef0100${contracts().accountFactory.slice(2)}`]) {
      await rpc(urls.rpc, 'anvil_setCode', [wallet.address, code])
      expect(await refusal(pay(1n), { change: plain, as })).toMatchObject({
        code: -32501,
        message: expect.stringContaining('no account of the factory'),
      })
    }
    const delegated = { ...plain, factory: '0x7702000000000000000000000000000000000000' }
    expect((await refusal(pay(1n), { change: delegated, as }))?.message).toContain(
      'delegated wallets are not sponsored',
    )
  })

  it('is not for accounts that are born with calls of which it knows nothing', async () => {
    const birth = [{ value: 0n, data: '0x' as Hex, ...pay(1n) }]
    const factoryData = encodeCreation({ ...holder.passkey, salt: FIRST_SALT, birth })
    expect((await refusal(pay(1n), { change: { factoryData } }))?.message).toContain(
      'this birth is not sponsored',
    )
  })
}
