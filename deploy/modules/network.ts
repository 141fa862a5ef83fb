import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import type { Parameters } from '../parameters/parameters.schema.ts'
import { managed } from '../roles.ts'
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
    const spendable = { usdc: contracts.usdc, sogni: contracts.sogniToken }
    m.useModule(rolesModule(access, managed(contracts), spendable, parameters, selectorOf))
    return contracts
  })
}
