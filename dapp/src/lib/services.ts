import { type RelayerClient, relayerClient } from '@supernet/sdk/http'
import type { Network, NetworkInfo } from '@supernet/sdk/schema'
import { createContext, useContext } from 'react'
import type { PublicClient } from 'viem'

/** What every query and every transaction of the page works with. Made once, after the network is known. */
export interface Services {
  readonly network: NetworkInfo
  readonly relayer: RelayerClient
  /** Client of the chain itself. Its code is fetched when first asked for: the first page does without. */
  readonly chain: () => Promise<PublicClient>
}

/** The page talks to the relayer that served it; `network.relayerUrl` is for programs elsewhere. */
export function createServices(network: NetworkInfo, origin: string): Services {
  let client: Promise<PublicClient> | undefined
  return {
    network,
    relayer: relayerClient(origin),
    chain: () => {
      client ??= import('./chain.ts').then(({ createChainClient }) => createChainClient(network))
      return client
    },
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
