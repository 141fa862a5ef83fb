import { OPERATIONS, type WriteClient } from '@supernet/sdk/actions'
import { BaseError } from '@supernet/sdk/errors'
import { createWalletClient, custom, type Hash, isAddressEqual, numberToHex } from 'viem'
import type { Step } from '../send.ts'

type Call = { readonly to?: `0x${string}`; readonly data?: `0x${string}`; readonly value?: `0x${string}` }
type Status = { readonly status: number; readonly receipts?: readonly { readonly transactionHash: Hash }[] }
type Request = { readonly method: string; readonly params?: unknown }

/** An answer that every function without dynamic results can be read from. */
const NOTHING = `0x${'00'.repeat(32 * 8)}`
const NO_HASH = `0x${'00'.repeat(32)}`
const POLL_MS = 150
const WAIT_MS = 120_000
/** EIP-5792: from here on the calls did not do what they should. */
const FAILED = 400

/**
 * Sends several steps as one operation (EIP-5792). A step is tried out before it is sent, which fails where it needs the one
 * before: here they are only noted down, and the sponsor tries them out together.
 */
export async function sendTogether(client: WriteClient, steps: readonly Step[]): Promise<Hash> {
  const calls: Call[] = []
  const note = async ({ method, params = [] }: Request): Promise<unknown> => {
    const [first] = params as readonly [(Call & { from?: `0x${string}` })?]
    if (method === 'eth_sendTransaction' && first !== undefined) {
      const { to, data, value } = first
      calls.push({ ...(to && { to }), ...(data && { data }), ...(value && { value }) })
      return NO_HASH
    }
    const isTrial =
      method === 'eth_call' && first?.from !== undefined && isAddressEqual(first.from, client.account.address)
    return isTrial ? NOTHING : client.request({ method, params } as never)
  }
  const notebook = createWalletClient({
    account: client.account.address,
    chain: client.chain,
    transport: custom({ request: note }, { retryCount: 0, key: OPERATIONS }),
  })
  for (const step of steps) await step(notebook)

  return sendCalls(client, calls)
}

/** Sends calls of a passkey account as one operation, and waits for the transaction that carries it. */
export async function sendCalls(client: WriteClient, calls: readonly Call[]): Promise<Hash> {
  const from = client.account.address
  const request = { version: '2.0.0', from, chainId: numberToHex(client.chain?.id ?? 0), calls }
  const ask = (method: string, params: unknown) => client.request({ method, params: [params] } as never)
  const { id } = (await ask('wallet_sendCalls', request)) as { id: string }
  for (let waited = 0; waited < WAIT_MS; waited += POLL_MS) {
    const { status, receipts } = (await ask('wallet_getCallsStatus', id)) as Status
    const hash = receipts?.[0]?.transactionHash
    if (status >= FAILED) throw new BaseError('transaction-reverted', { details: { id, status } })
    if (hash !== undefined) return hash
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  throw new BaseError('chain-unreachable', { details: { id } })
}
