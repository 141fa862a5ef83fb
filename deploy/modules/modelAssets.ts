import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import type { Parameters } from '../parameters/parameters.schema.ts'
import type { accessModule } from './access.ts'
import { become, proxiesModule } from './proxies.ts'
import type { tokensModule } from './tokens.ts'

/** What makes a registered model an asset: how it comes in, who gets it, who may use it, who stakes on it. */
export const modelAssetsModule = (
  access: ReturnType<typeof accessModule>,
  tokens: ReturnType<typeof tokensModule>,
  { modelStake: { fullStake } }: Parameters,
) =>
  buildModule('modelAssets', (m) => {
    const { accessManager } = m.useModule(access)
    const { sogniToken } = m.useModule(tokens)
    const proxies = m.useModule(proxiesModule)
    const modelSubmissions = become(m, proxies.ModelSubmissions, 'ModelSubmissions', {
      built: [proxies.ModelRegistry, proxies.ModelClaims],
      initialize: [accessManager],
    })
    const modelClaims = become(m, proxies.ModelClaims, 'ModelClaims', {
      built: [proxies.ModelRegistry, proxies.ModelSubmissions, proxies.RenderLedger, sogniToken],
      initialize: [accessManager],
    })
    const modelAccess = become(m, proxies.ModelAccess, 'ModelAccess', {
      built: [proxies.ModelRegistry, proxies.ScoreBoard],
      initialize: [accessManager],
    })
    const modelStake = become(m, proxies.ModelStake, 'ModelStake', {
      built: [sogniToken, proxies.ModelRegistry],
      initialize: [accessManager, fullStake],
    })
    return { modelSubmissions, modelClaims, modelAccess, modelStake }
  })
