import { BaseError } from '@supernet/sdk/errors'
import type { Address } from 'viem'

/** Buys purchased Spark, SOGNI and fee money from the till that exists only on the local network. */
export async function visitFaucet(faucetUrl: string, address: Address): Promise<void> {
  const response = await fetch(new URL('/faucet', faucetUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ address }),
  }).catch((cause: unknown) => {
    throw new BaseError('network-unreachable', { cause })
  })
  if (!response.ok) throw new BaseError('internal', { details: { status: response.status } })
}
