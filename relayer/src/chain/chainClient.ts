import type { Network } from '@supernet/sdk/schema'
import { createPublicClient, defineChain, http, type PublicClient } from 'viem'

export const chainOf = ({ chainId, rpcUrl }: Network) =>
  defineChain({
    id: chainId,
    name: `chain ${chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })

/** Answers are never cached: the loops ask again because something may have changed. */
export const createChainClient = (network: Network): PublicClient =>
  createPublicClient({
    chain: chainOf(network),
    transport: http(network.rpcUrl, { retryCount: 2, timeout: 10_000 }),
    cacheTime: 0,
  })
