import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import type { Parameters } from '../parameters/parameters.schema.ts'
import { accessModule, pauseModule } from './access.ts'
import { accountsModule } from './accounts.ts'
import { assetsModule, economyModule } from './economy.ts'
import { exchangeModule } from './exchange.ts'
import { governanceModule } from './governance.ts'
import { modelAssetsModule } from './modelAssets.ts'
import { modelsModule } from './models.ts'
import { passkeysModule } from './passkeys.ts'
import { promotionsModule } from './promotions.ts'
import { rewardsModule } from './rewards.ts'
import { rolesModule, type SelectorOf } from './roles.ts'
import { scoresModule } from './scores.ts'
import { settlementModule } from './settlement.ts'
import { stakingModule } from './staking.ts'
import { tokensModule } from './tokens.ts'
import { treasuryModule } from './treasury.ts'
import { workersModule } from './workers.ts'

/** The whole network; its results are named as in the network file. */
export function networkModule(parameters: Parameters, ledger: string, selectorOf: SelectorOf) {
  const access = accessModule(parameters)
  const tokens = tokensModule(access, parameters)
  const models = modelsModule(access)
  const workers = workersModule(access)
  const exchange = exchangeModule(parameters)
  const settlement = settlementModule(access, tokens, exchange, parameters, ledger)
  const staking = stakingModule(access, tokens, parameters)
  const assets = assetsModule(parameters)
  const treasury = treasuryModule(access, tokens, assets)
  const economy = economyModule(access, tokens, assets, exchange, parameters)
  const governance = governanceModule(access, parameters)
  const modelAssets = modelAssetsModule(access, tokens, parameters)
  const rewards = rewardsModule(access, tokens, parameters)
  const scores = scoresModule(access, tokens, parameters)
  const promotions = promotionsModule(access, parameters)
  const passkeys = passkeysModule(access, parameters)
  const pause = pauseModule(access)

  return buildModule('network', (m) => {
    const contracts = {
      ...m.useModule(access),
      ...m.useModule(tokens),
      ...m.useModule(accountsModule),
      ...m.useModule(models),
      ...m.useModule(workers),
      ...m.useModule(settlement),
      ...m.useModule(staking),
      ...m.useModule(treasury),
      ...m.useModule(governance),
      ...m.useModule(assets),
      ...m.useModule(exchange),
      ...m.useModule(economy),
      ...m.useModule(modelAssets),
      ...m.useModule(rewards),
      ...m.useModule(scores),
      ...m.useModule(promotions),
      ...m.useModule(passkeys),
      ...m.useModule(pause),
    }
    m.useModule(
      rolesModule(
        access,
        {
          PauseDesk: contracts.pauseDesk,
          SparkPoints: contracts.sparkPoints,
          RenderLedger: contracts.renderLedger,
          RenderPricing: contracts.renderPricing,
          GovernedPrice: contracts.governedPrice,
          WorkerLicense: contracts.workerLicense,
          WorkerRegistry: contracts.workerRegistry,
          ModelRegistry: contracts.modelRegistry,
          Treasury: contracts.treasury,
          StakingVault: contracts.stakingVault,
          LpStaking: contracts.lpStaking,
          StakeBenefits: contracts.stakeBenefits,
          AssetPrices: contracts.assetPrices,
          SalePolicy: contracts.salePolicy,
          SparkSale: contracts.sparkSale,
          FiatMinter: contracts.fiatMinter,
          PromoIssuer: contracts.promoIssuer,
          RewardStream: contracts.rewardStream,
          RewardsDistributor: contracts.rewardsDistributor,
          MilestoneGrants: contracts.milestoneGrants,
          ModelCreatorFund: contracts.modelCreatorFund,
          ModelSubmissions: contracts.modelSubmissions,
          ModelClaims: contracts.modelClaims,
          ModelAccess: contracts.modelAccess,
          ModelStake: contracts.modelStake,
          ScoreBoard: contracts.scoreBoard,
          DailyBoost: contracts.dailyBoost,
          Referrals: contracts.referrals,
          Quests: contracts.quests,
          ContestPrizes: contracts.contestPrizes,
          SponsorPaymaster: contracts.sponsorPaymaster,
          PriceOracle: contracts.priceOracle,
          Buyback: contracts.buyback,
        },
        { usdc: contracts.usdc, sogni: contracts.sogniToken },
        parameters,
        selectorOf,
      ),
    )
    return contracts
  })
}
