import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import { scheduleOf, splitAllocation, VESTING_GROUP_NAMES, VESTING_GROUPS } from '@supernet/sdk/protocol'
import type { Parameters } from '../parameters/parameters.schema.ts'
import type { accessModule } from './access.ts'
import { become, proxiesModule } from './proxies.ts'

/** The token event: the vaults, then the token, whose supply goes to the vaults and to who is paid at once. */
export const tokensModule = (access: ReturnType<typeof accessModule>, { allocations }: Parameters) =>
  buildModule('tokens', (m) => {
    const { accessManager, timelock } = m.useModule(access)
    const proxies = m.useModule(proxiesModule)
    const contracts = { treasury: proxies.Treasury, timelock }
    const groups = VESTING_GROUP_NAMES.map((name) => {
      const { sogni, beneficiary } = allocations[name]
      return {
        name,
        beneficiary: contracts[beneficiary as keyof typeof contracts] ?? beneficiary,
        ...splitAllocation(sogni, VESTING_GROUPS[name]),
        ...scheduleOf(VESTING_GROUPS[name]),
      }
    })
    const vestingVaults = m.contract('VestingVaults', [groups])
    const vaulted = groups.map(({ name, vesting }, index) => ({
      holder: m.staticCall(vestingVaults, 'vaultOf', [index], 0, { id: `VaultOf_${name}` }),
      amount: vesting,
    }))
    const sent = groups
      .filter(({ tge }) => tge > 0n)
      .map(({ beneficiary, tge }) => ({ holder: beneficiary, amount: tge }))
    const sogniToken = m.contract('SogniToken', [[...vaulted, ...sent]])
    const sparkPoints = become(m, proxies.SparkPoints, 'SparkPoints', {
      built: [proxies.Treasury],
      initialize: [accessManager],
    })
    return { sogniToken, sparkPoints, vestingVaults }
  })
