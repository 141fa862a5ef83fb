import { privateKeyToAccount } from 'viem/accounts'
import type { Common } from '../common.ts'
import type { Config } from '../config.ts'
import { type Estimate, estimateOperation } from './estimateOperation.ts'
import { forwardMethods } from './forward.ts'
import { createMethods, type Methods, sponsorMethods } from './methods.ts'
import { createSponsor } from './sponsor.ts'

export const bundlerAccounts = (config: Config) => config.BUNDLER_KEYS.map((key) => privateKeyToAccount(key))

/** What this relayer answers about operations of accounts: by its own bundler, by one elsewhere, or nothing at all. */
export function accountMethods(common: Common): Methods {
  const { config } = common
  const [first] = bundlerAccounts(config)
  const { chain, network } = common
  const entryPoint = { chainId: network.chainId, address: network.contracts.entryPoint }
  const estimate: Estimate = (operation) => estimateOperation(chain, entryPoint, operation)
  const sponsor =
    config.SPONSOR_KEY === undefined
      ? {}
      : sponsorMethods(common, createSponsor(common, privateKeyToAccount(config.SPONSOR_KEY), estimate))
  if (config.BUNDLER_URL !== undefined) return { ...forwardMethods(config.BUNDLER_URL), ...sponsor }
  if (first === undefined) return {}
  return { ...createMethods(common, estimate, first.address), ...sponsor }
}
