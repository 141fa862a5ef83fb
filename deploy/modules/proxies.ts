import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import type {
  ArgumentType,
  ContractFuture,
  IgnitionModuleBuilder,
  NamedArtifactContractAtFuture,
} from '@nomicfoundation/ignition-core'
import { PROXIED_CONTRACTS, type ProxiedContract } from '../roles.ts'

/** Every proxy is born on the seed, so that contracts which name each other can be built in any order. */
export const proxiesModule = buildModule('proxies', (m) => {
  const seed = m.contract('ProxySeed', [m.getAccount(0)])
  const plant = m.encodeFunctionCall(seed, 'plant', [])
  const proxy = (name: ProxiedContract) => m.contract('ERC1967Proxy', [seed, plant], { id: `${name}Proxy` })
  return Object.fromEntries(PROXIED_CONTRACTS.map((name) => [name, proxy(name)])) as Record<
    ProxiedContract,
    ReturnType<typeof proxy>
  >
})

/** Gives a proxy its contract, and initializes it in the same transaction. */
export function become<N extends string>(
  m: IgnitionModuleBuilder,
  proxy: ContractFuture<string>,
  contract: N,
  { built, initialize }: { built: ArgumentType[]; initialize: ArgumentType[] },
): NamedArtifactContractAtFuture<N> {
  const implementation = m.contract(contract, built, { id: `${contract}Implementation` })
  const seeded = m.contractAt('ProxySeed', proxy, { id: `${contract}Seed` })
  const call = m.encodeFunctionCall(implementation, 'initialize', initialize, { id: `${contract}Initialize` })
  const upgraded = m.call(seeded, 'upgradeToAndCall', [implementation, call], { id: `${contract}Upgrade` })
  return m.contractAt(contract, proxy, { id: contract, after: [upgraded] })
}
