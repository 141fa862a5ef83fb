import { type RelayerClient, relayerClient } from '@supernet/sdk/http'
import type { Network } from '@supernet/sdk/schema'
import { createContext, useContext } from 'react'
import { type Chain, createPublicClient, defineChain, http, type PublicClient } from 'viem'

/** What every query and every transaction of the page works with. Made once, after the network is known. */
export interface Services {
  readonly network: Network
  readonly relayer: RelayerClient
  readonly chain: PublicClient
}

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

/** The page talks to the relayer that served it; `network.relayerUrl` is for programs elsewhere. */
export function createServices(network: Network, origin: string): Services {
  return {
    network,
    relayer: relayerClient(origin),
    chain: createPublicClient({
      chain: chainOf(network),
      transport: http(network.rpcUrl),
      pollingInterval: network.faucetUrl === undefined ? 2_000 : 400,
    }),
  }
}

/** Keys and render sessions belong to one deployment. */
export const deploymentOf = (network: Network): string =>
  `${network.chainId}:${network.contracts.renderLedger}`

export const ServicesContext = createContext<Services | undefined>(undefined)

export function useServices(): Services {
  const services = useContext(ServicesContext)
  if (services === undefined) throw new Error('Used outside the network gate')
  return services
}
