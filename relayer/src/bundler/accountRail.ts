import { stubSponsorship } from '@supernet/sdk/protocol'
import { privateKeyToAccount } from 'viem/accounts'
import type { Common } from '../common.ts'
import type { Config } from '../config.ts'
import { type OperationPolicy, sponsoredPolicy } from '../core/operationPolicy.ts'
import { type Bundler, createBundler } from './bundler.ts'
import { debugMethods } from './debug/debugMethods.ts'
import { createManualBundler } from './debug/manualBundler.ts'
import { openPolicy } from './debug/openPolicy.ts'
import { type Estimate, estimateOperation } from './estimateOperation.ts'
import { forwardMethods } from './forward.ts'
import { createMethods, type Methods, sponsorMethods } from './methods.ts'
import { createSponsor } from './sponsor.ts'

const bundlerAccounts = (config: Config) => config.BUNDLER_KEYS.map((key) => privateKeyToAccount(key))

/** What this relayer does for accounts: what it answers, and its part of the work where it bundles itself. */
export interface AccountRail {
  readonly methods: Methods
  readonly step?: Bundler['step']
}

export const policyOf = ({ config, network }: Pick<Common, 'config' | 'network'>): OperationPolicy =>
  sponsoredPolicy({
    paymaster: network.contracts.sponsorPaymaster,
    factory: network.contracts.accountFactory,
    delegates: config.BUNDLER_DELEGATES,
    stub: stubSponsorship,
  })

/** By its own bundler, by one elsewhere, or not at all. */
export function createAccountRail(common: Common): AccountRail {
  const { config, chain, network } = common
  const keys = bundlerAccounts(config)
  const [first] = keys
  const open = config.BUNDLER_OPEN ? openPolicy(network) : undefined
  const policy = open ?? policyOf(common)
  const entryPoint = { chainId: network.chainId, address: network.contracts.entryPoint }
  const estimate: Estimate = (operation) => estimateOperation(chain, entryPoint, policy.bundleSize, operation)
  const sponsor =
    config.SPONSOR_KEY === undefined
      ? {}
      : sponsorMethods(common, createSponsor(common, privateKeyToAccount(config.SPONSOR_KEY), estimate))
  if (config.BUNDLER_URL !== undefined)
    return { methods: { ...forwardMethods(config.BUNDLER_URL), ...sponsor } }
  if (first === undefined) return { methods: {} }
  const methods = { ...createMethods(common, policy, estimate, first.address), ...sponsor }
  if (open === undefined) return { methods, step: createBundler(common, keys).step }
  const bundler = createManualBundler(common, keys)
  return { methods: { ...methods, ...debugMethods(common, open, bundler) }, step: bundler.step }
}
