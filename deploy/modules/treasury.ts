import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import type { accessModule } from './access.ts'
import { become, proxiesModule } from './proxies.ts'
import type { tokensModule } from './tokens.ts'

export const treasuryModule = (
  access: ReturnType<typeof accessModule>,
  tokens: ReturnType<typeof tokensModule>,
) =>
  buildModule('treasury', (m) => {
    const { accessManager } = m.useModule(access)
    const { sogniToken } = m.useModule(tokens)
    const proxies = m.useModule(proxiesModule)
    const treasury = become(m, proxies.Treasury, 'Treasury', {
      built: [sogniToken, proxies.SparkPoints, proxies.RenderLedger, proxies.RenderPricing],
      initialize: [accessManager],
    })
    return { treasury }
  })
