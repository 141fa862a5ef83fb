import { approve, openSession } from '@supernet/sdk/actions'
import { createWalletClient, custom, decodeFunctionData, erc20Abi } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { expect, it } from 'vitest'
import { sendTogether } from './sendTogether.ts'

const ACCOUNT = '0x7777777777777777777777777777777777777777'
const TOKEN = '0x0101010101010101010101010101010101010101'
const LEDGER = '0x0303030303030303030303030303030303030303'
const HASH = `0x${'ab'.repeat(32)}`

type Call = { to: `0x${string}`; data: `0x${string}` }

/** A wallet whose chain refuses every trial, because the approval is not there yet. */
function wallet(answer: readonly unknown[]) {
  const sent: Call[][] = []
  const answers = [...answer]
  const request = async ({ method, params }: { method: string; params?: unknown }) => {
    if (method === 'eth_chainId') return '0x7a69'
    if (method === 'wallet_sendCalls') {
      sent.push((params as [{ calls: Call[] }])[0].calls)
      return { id: '0x99' }
    }
    if (method === 'wallet_getCallsStatus') return answers.shift()
    throw new Error(`${method} is refused`)
  }
  const client = createWalletClient({ account: ACCOUNT, chain: foundry, transport: custom({ request }) })
  return { client, sent }
}

const steps = () => {
  const renderKey = privateKeyToAccount(generatePrivateKey())
  return [
    (client: Parameters<typeof approve>[0]) => approve(client, { token: TOKEN, spender: LEDGER, amount: 7n }),
    (client: Parameters<typeof approve>[0]) =>
      openSession(client, {
        ledger: LEDGER,
        renderKey,
        currency: 'sogni',
        amount: 7n,
        expiry: 4_000_000_000,
      }),
  ]
}

it('makes one request of an approval and what it is for', async () => {
  const { client, sent } = wallet([{ status: 100 }, { status: 200, receipts: [{ transactionHash: HASH }] }])
  expect(await sendTogether(client, steps())).toBe(HASH)
  expect(sent.map((calls) => calls.map(({ to }) => to))).toEqual([[TOKEN, LEDGER]])
  const [approval] = sent[0] ?? []
  expect(decodeFunctionData({ abi: erc20Abi, data: approval?.data ?? '0x' }).args).toEqual([LEDGER, 7n])
})

it('says when the calls were undone', async () => {
  const { client } = wallet([{ status: 500, receipts: [{ transactionHash: HASH }] }])
  await expect(sendTogether(client, steps())).rejects.toMatchObject({ code: 'transaction-reverted' })
})
