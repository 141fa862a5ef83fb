import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import type { Parameters } from '../parameters/parameters.schema.ts'
import type { accessModule } from './access.ts'
import { become, proxiesModule } from './proxies.ts'
import type { tokensModule } from './tokens.ts'

/** The vault holds stake, LP staking holds liquidity, and the benefits decide what both are good for. */
export const stakingModule = (
  access: ReturnType<typeof accessModule>,
  tokens: ReturnType<typeof tokensModule>,
  { staking }: Parameters,
) =>
  buildModule('staking', (m) => {
    const { accessManager } = m.useModule(access)
    const { sogniToken } = m.useModule(tokens)
    const proxies = m.useModule(proxiesModule)
    const stakingVault = become(m, proxies.StakingVault, 'StakingVault', {
      built: [sogniToken],
      initialize: [accessManager],
    })
    const lpStaking = become(m, proxies.LpStaking, 'LpStaking', {
      built: [sogniToken, proxies.StakingVault],
      initialize: [accessManager],
    })
    const stakeBenefits = become(m, proxies.StakeBenefits, 'StakeBenefits', {
      built: [proxies.StakingVault, proxies.RenderLedger],
      initialize: [accessManager, staking.requirement, staking.curve, staking.levels],
    })
    const autoStaker = m.contract('AutoStaker', [sogniToken, proxies.StakingVault])
    return { stakingVault, lpStaking, stakeBenefits, autoStaker }
  })
