import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import type { accessModule } from './access.ts'
import type { assetsModule } from './economy.ts'
import { become, proxiesModule } from './proxies.ts'
import type { tokensModule } from './tokens.ts'

export const treasuryModule = (
  access: ReturnType<typeof accessModule>,
  tokens: ReturnType<typeof tokensModule>,
  assets: ReturnType<typeof assetsModule>,
) =>
  buildModule('treasury', (m) => {
    const { accessManager } = m.useModule(access)
    const { sogniToken } = m.useModule(tokens)
    const { usdc } = m.useModule(assets)
    const proxies = m.useModule(proxiesModule)
    const treasury = become(m, proxies.Treasury, 'Treasury', {
      built: [
        sogniToken,
        usdc,
        proxies.SparkPoints,
        proxies.RenderLedger,
        proxies.RenderPricing,
        proxies.AssetPrices,
      ],
      initialize: [accessManager],
    })
    return { treasury }
  })
