import { openSession } from '@supernet/sdk/actions'
import type { Network } from '@supernet/sdk/schema'
import { createPublicClient, createWalletClient, http, type PublicClient } from 'viem'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'

const DAY = 86_400

export type Customer = { owner: PrivateKeyAccount; renderKey: PrivateKeyAccount; chain: PublicClient }

/** A new account that buys Spark at the faucet and opens a session of `spark` units on a render key. */
export async function welcomeCustomer(network: Network, spark: bigint): Promise<Customer> {
  const owner = privateKeyToAccount(generatePrivateKey())
  const renderKey = privateKeyToAccount(generatePrivateKey())
  const transport = http(network.rpcUrl)
  const chain = createPublicClient({ chain: foundry, transport, pollingInterval: 100 })

  const response = await fetch(`${network.faucetUrl}/faucet`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ address: owner.address }),
  })
  if (!response.ok) throw new Error(`The faucet answered ${response.status}: ${await response.text()}`)

  const { timestamp } = await chain.getBlock()
  const hash = await openSession(createWalletClient({ account: owner, chain: foundry, transport }), {
    ledger: network.contracts.renderLedger,
    renderKey,
    currency: 'spark',
    amount: spark,
    expiry: Number(timestamp) + DAY,
  })
  const { status } = await chain.waitForTransactionReceipt({ hash })
  if (status !== 'success') throw new Error(`The session could not be opened: ${hash}`)
  return { owner, renderKey, chain }
}
