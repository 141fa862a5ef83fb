import { renderLedgerAbi, sogniTokenAbi, stakingVaultAbi, supernetAccountAbi } from '@supernet/sdk/abi'
import { claimBoost, getBoost, getSession, grantRenderKey, openSession, topUp } from '@supernet/sdk/actions'
import { createSupernet, type JobUpdate, memoryStore } from '@supernet/sdk/client'
import { relayerClient } from '@supernet/sdk/http'
import { decodePng } from '@supernet/sdk/node'
import type { Currency } from '@supernet/sdk/schema'
import { encodeFunctionData, parseEther, parseEventLogs } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chainNow, warp } from '../helpers/chainTime.ts'
import { smallOrder } from '../helpers/offeredModel.ts'
import { boostOf, newPerson, type Person } from '../helpers/people.ts'
import { refusalOf } from '../helpers/refusal.ts'
import { giveSogni, sogniOf, sogniTransfer } from '../helpers/sogni.ts'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'

const WEI_PER_UNIT = 10n ** 12n
const LIFE_SECONDS = 30 * 86_400

describe('a first visit', () => {
  let net: TestNetwork
  let person: Person
  let granted: bigint
  const store = memoryStore()
  beforeAll(async () => {
    net = await startTestNetwork({ workers: 1 })
    person = await newPerson(net)
  })
  afterAll(() => net?.end())

  const contracts = () => net.network.contracts
  const session = async (currency: Currency, amount: bigint, key = person.renderKey) =>
    openSession(person.asDelegate.wallet, {
      ledger: contracts().renderLedger,
      renderKey: key,
      currency,
      amount,
      expiry: (await chainNow(net.urls.rpc)) + LIFE_SECONDS,
    })
  const balanceOf = async () => {
    const read = { ledger: contracts().renderLedger, key: person.renderKey.address }
    return (await getSession(net.chain.reader, read)).balance
  }

  it('makes the account and claims its boost with one operation of the render key', async () => {
    const { asDelegate, address } = person
    expect(await net.chain.reader.getCode({ address })).toBeUndefined()
    const hash = await claimBoost(asDelegate.wallet, await boostOf(net, address))
    const { status } = await net.chain.reader.getTransactionReceipt({ hash })
    expect(status).toBe('success')
    const [qx, qy] = await net.chain.reader.readContract({
      address,
      abi: supernetAccountAbi,
      functionName: 'signer',
    })
    expect([qx, qy]).toEqual([person.passkey.qx, person.passkey.qy])
    const boost = await getBoost(net.chain.reader, { dailyBoost: contracts().dailyBoost, account: address })
    expect(boost.claimed).toBe(true)
    granted = boost.amount / WEI_PER_UNIT
  })

  it('opens a session of promotional Spark', async () => {
    await session('promo', granted / 2n)
    expect(await balanceOf()).toBe(granted / 2n)
  })

  /** Renders one small picture with the render key, and follows it until it is settled. */
  async function render(): Promise<JobUpdate['type'][]> {
    const { network, chain } = net
    const { renderKey } = person
    const supernet = createSupernet({ network, chain: chain.reader, store, renderKey, decodePng })
    const updates: JobUpdate['type'][] = []
    const body = { prompt: 'a red apple', negativePrompt: '', seed: '7', guidanceScale: 3, previews: false }
    const order = smallOrder(net.modelId, { currency: 'promo' })
    try {
      for await (const update of supernet.createJob({ order, body })) {
        if (update.type === 'failed') throw update.error
        updates.push(update.type)
      }
    } finally {
      supernet.close()
    }
    return updates
  }

  it('renders a picture from it, settled on chain, without asking the person once', async () => {
    expect(await render()).toContain('image')
    expect(await balanceOf()).toBeLessThan(granted / 2n)
    expect(person.prompts()).toBe(0)
    expect(await net.chain.reader.getBalance({ address: person.address })).toBe(0n)
  })

  it('lets the render key do nothing else', async () => {
    const { asDelegate, address } = person
    const { renderLedger, delegateValidator } = contracts()
    await giveSogni(net, address, parseEther('9'))
    const thief = privateKeyToAccount(generatePrivateKey())
    const calls = [
      sogniTransfer(net, thief.address, 1n),
      {
        to: renderLedger,
        data: encodeFunctionData({
          abi: renderLedgerAbi,
          functionName: 'closeSession',
          args: [person.renderKey.address],
        }),
      },
      {
        to: address,
        data: encodeFunctionData({
          abi: supernetAccountAbi,
          functionName: 'uninstallModule',
          args: [1n, delegateValidator, '0x'],
        }),
      },
    ] as const
    for (const call of calls) {
      const failure = await asDelegate.provider
        .request({ method: 'eth_sendTransaction', params: [call] } as never)
        .catch((error: unknown) => error)
      expect(failure).toMatchObject({ data: { code: 'operation-signature' } })
    }
    expect(await sogniOf(net, address)).toBe(parseEther('9'))
  })

  it('lets the passkey do everything in one prompt: two calls as one', async () => {
    const { asOwner, address } = person
    const { sogniToken, stakingVault } = contracts()
    const amount = parseEther('5')
    const calls = [
      {
        to: sogniToken,
        data: encodeFunctionData({
          abi: sogniTokenAbi,
          functionName: 'approve',
          args: [stakingVault, amount],
        }),
      },
      {
        to: stakingVault,
        data: encodeFunctionData({ abi: stakingVaultAbi, functionName: 'stake', args: [amount] }),
      },
    ]
    const { id } = (await asOwner.provider.request({
      method: 'wallet_sendCalls',
      params: [{ calls }],
    } as never)) as { id: string }
    const status = async () =>
      (await asOwner.provider.request({ method: 'wallet_getCallsStatus', params: [id] } as never)) as {
        status: number
        receipts?: { logs: never[] }[]
      }
    let found = await status()
    while (found.status === 100) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      found = await status()
    }
    expect(found.status).toBe(200)
    const events = parseEventLogs({ abi: stakingVaultAbi, logs: found.receipts?.[0]?.logs ?? [] })
    expect(events.length).toBeGreaterThan(0)
    expect(person.prompts()).toBe(1)

    const signature = await asOwner.wallet.signMessage({ message: 'hello' })
    expect(await net.chain.reader.verifyMessage({ address, message: 'hello', signature })).toBe(true)
    expect(await net.chain.reader.verifyMessage({ address, message: 'other', signature })).toBe(false)
  })

  it('lets the passkey limit what the render key may spend on a job', async () => {
    const relayer = relayerClient(net.urls.relayer)
    const limit = async (perJob: bigint) => {
      const { renderLedger: ledger } = contracts()
      await relayer.postGrant({
        body: await grantRenderKey(person.asOwner.wallet, { ledger, key: person.renderKey.address, perJob }),
      })
    }
    await limit(1n)
    expect(await refusalOf(render())).toMatchObject({ code: 'grant-exceeded' })
    await warp(net.urls.rpc, 1)
    await limit(granted)
    // The worker asks the account itself whether it signed this.
    expect(await render()).toContain('image')
  })

  it('claims and tops up on a later day, silently', async () => {
    const asked = person.prompts()
    await warp(net.urls.rpc, 86_400)
    await claimBoost(person.asDelegate.wallet, await boostOf(net, person.address))
    const before = await balanceOf()
    const { renderLedger } = contracts()
    await topUp(person.asDelegate.wallet, {
      ledger: renderLedger,
      key: person.renderKey.address,
      amount: granted,
    })
    expect(await balanceOf()).toBe(before + granted)
    expect(person.prompts()).toBe(asked)
  })

  it('goes on after the relayer was killed', async () => {
    const hash = person.asOwner.wallet.sendTransaction(
      sogniTransfer(net, net.keys.account('council').address, 1n),
    )
    const sent = hash.catch(() => undefined)
    net.kill('relayer')
    await sent
    const key = privateKeyToAccount(generatePrivateKey())
    const before = await balanceOf()
    await warp(net.urls.rpc, 86_400)
    for (let attempt = 0; ; attempt++) {
      const claimed = await boostOf(net, person.address)
        .then((word) => claimBoost(person.asDelegate.wallet, word))
        .catch((error: unknown) => error)
      if (typeof claimed === 'string') break
      if (attempt === 60) throw claimed
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    await session('promo', granted / 2n, key)
    expect(await balanceOf()).toBe(before)
  })
})
