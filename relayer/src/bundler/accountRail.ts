import { accountFactoryAbi } from '@supernet/sdk/abi'
import type { Address } from 'viem'
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
  const estimate = createEstimate(common)
  const sponsor =
    config.SPONSOR_KEY === undefined
      ? {}
      : sponsorMethods(common, createSponsor(common, privateKeyToAccount(config.SPONSOR_KEY), estimate))
  if (config.BUNDLER_URL !== undefined) return { ...forwardMethods(config.BUNDLER_URL), ...sponsor }
  if (first === undefined) return {}
  return { ...createMethods(common, estimate, first.address), ...sponsor }
}

/** Accounts that are not there yet are measured with the code that the factory gives them. */
function createEstimate({ chain, network }: Common): Estimate {
  const { entryPoint, accountFactory } = network.contracts
  let implementation: Address | undefined
  return async (operation) => {
    implementation ??= await chain.readContract({
      address: accountFactory,
      abi: accountFactoryAbi,
      functionName: 'implementation',
    })
    return estimateOperation(
      chain,
      { chainId: network.chainId, address: entryPoint },
      implementation,
      operation,
    )
  }
}
