import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import type { Parameters } from '../parameters/parameters.schema.ts'
import type { accessModule } from './access.ts'
import { become, proxiesModule } from './proxies.ts'

/** Rewards in promotional Spark: each gives it through the issuer, which keeps the budget of the epoch. */
export const promotionsModule = (
  access: ReturnType<typeof accessModule>,
  { dailyBoost, referrals: { bps, cap } }: Parameters,
) =>
  buildModule('promotions', (m) => {
    const { accessManager } = m.useModule(access)
    const proxies = m.useModule(proxiesModule)
    const { PromoIssuer, ScoreBoard, StakingVault } = proxies
    return {
      dailyBoost: become(m, proxies.DailyBoost, 'DailyBoost', {
        built: [PromoIssuer, ScoreBoard],
        initialize: [accessManager, dailyBoost],
      }),
      referrals: become(m, proxies.Referrals, 'Referrals', {
        built: [PromoIssuer],
        initialize: [accessManager, bps, cap],
      }),
      quests: become(m, proxies.Quests, 'Quests', {
        built: [PromoIssuer, ScoreBoard, StakingVault],
        initialize: [accessManager],
      }),
      contestPrizes: become(m, proxies.ContestPrizes, 'ContestPrizes', {
        built: [PromoIssuer],
        initialize: [accessManager],
      }),
    }
  })
