import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import type { Parameters } from '../parameters/parameters.schema.ts'
import type { accessModule } from './access.ts'
import { become, proxiesModule } from './proxies.ts'
import type { tokensModule } from './tokens.ts'

/** Rewards in tokens; what pays promotional Spark comes with its issuer. */
export const rewardsModule = (
  access: ReturnType<typeof accessModule>,
  tokens: ReturnType<typeof tokensModule>,
  { creatorFund }: Parameters,
) =>
  buildModule('rewards', (m) => {
    const { accessManager } = m.useModule(access)
    const { sogniToken } = m.useModule(tokens)
    const proxies = m.useModule(proxiesModule)
    const rewardsDistributor = become(m, proxies.RewardsDistributor, 'RewardsDistributor', {
      built: [proxies.Treasury],
      initialize: [accessManager],
    })
    const milestoneGrants = become(m, proxies.MilestoneGrants, 'MilestoneGrants', {
      built: [proxies.RenderLedger, proxies.Treasury],
      initialize: [accessManager],
    })
    const modelCreatorFund = become(m, proxies.ModelCreatorFund, 'ModelCreatorFund', {
      built: [sogniToken, proxies.RenderLedger, proxies.ModelRegistry, proxies.ModelStake],
      initialize: [accessManager, creatorFund.perWeek, creatorFund.perImage],
    })
    return { rewardsDistributor, milestoneGrants, modelCreatorFund }
  })
