import type { Network } from '@supernet/sdk/schema'
import type { OperationPolicy } from '../../core/operationPolicy.ts'

/** Takes the operations of anybody, whoever pays. */
export interface OpenPolicy extends OperationPolicy {
  /** Tests say which one they reckon with. */
  bundleSize: number
}

/** Chains that are made for a test: the numbers that anvil, hardhat and geth give them, on this machine. */
const CHAIN_IDS = [1_337, 31_337]
const HOSTS = ['127.0.0.1', 'localhost', '[::1]']

const isLocal = ({ chainId, rpcUrl }: Pick<Network, 'chainId' | 'rpcUrl'>): boolean =>
  CHAIN_IDS.includes(chainId) && HOSTS.includes(new URL(rpcUrl).hostname)

/**
 * For tests that other people wrote, with accounts and paymasters of their own. Nothing protects the bundler's ether from
 * their authors: elsewhere than on a local chain it throws.
 */
export function openPolicy(network: Pick<Network, 'chainId' | 'rpcUrl'>): OpenPolicy {
  if (!isLocal(network))
    throw new Error(`BUNDLER_OPEN is for a local chain, not for ${network.chainId} at ${network.rpcUrl}`)
  return { bundleSize: 1, payer: {}, judge: () => undefined, mayExpire: () => true, serves: () => true }
}
