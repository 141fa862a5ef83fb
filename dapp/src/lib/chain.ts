import type { Network } from '@supernet/sdk/schema'
import { type Chain, createPublicClient, defineChain, http, type PublicClient } from 'viem'

export function chainOf(network: Network): Chain {
  const local = network.faucetUrl !== undefined
  return defineChain({
    id: network.chainId,
    name: local ? 'Supernet on this machine' : `Chain ${network.chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [network.rpcUrl] } },
    testnet: local,
  })
}

/** Blocks of the local chain come at once; elsewhere every two seconds. */
export const createChainClient = (network: Network): PublicClient =>
  createPublicClient({
    chain: chainOf(network),
    transport: http(network.rpcUrl),
    pollingInterval: network.faucetUrl === undefined ? 2_000 : 400,
  })
