import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import type { Parameters } from '../parameters/parameters.schema.ts'
import type { accessModule } from './access.ts'
import type { exchangeModule } from './exchange.ts'
import { become, proxiesModule } from './proxies.ts'
import type { tokensModule } from './tokens.ts'

/** @param ledger Artifact behind the ledger's proxy: tests put the plain ledger there. */
export const settlementModule = (
  access: ReturnType<typeof accessModule>,
  tokens: ReturnType<typeof tokensModule>,
  exchange: ReturnType<typeof exchangeModule>,
  { price }: Parameters,
  ledger: string,
) =>
  buildModule('settlement', (m) => {
    const { accessManager } = m.useModule(access)
    const { sogniToken } = m.useModule(tokens)
    const proxies = m.useModule(proxiesModule)
    const governedPrice = become(m, proxies.GovernedPrice, 'GovernedPrice', {
      built: [],
      initialize: [accessManager, price.usd, price.validSeconds],
    })
    const { weth, uniswapFactory } = m.useModule(exchange)
    const priceOracle = become(m, proxies.PriceOracle, 'PriceOracle', {
      built: [sogniToken, weth, uniswapFactory, proxies.AssetPrices, proxies.GovernedPrice],
      initialize: [accessManager],
    })
    const renderPricing = become(m, proxies.RenderPricing, 'RenderPricing', {
      built: [proxies.ModelRegistry, proxies.PriceOracle],
      initialize: [accessManager],
    })
    const neighbours = [
      sogniToken,
      proxies.SparkPoints,
      proxies.RenderPricing,
      proxies.WorkerRegistry,
      proxies.ModelRegistry,
      proxies.Treasury,
    ]
    // A ledger's code is in two parts; only the desk speaks to neighbours.
    const desk = m.contract(`${ledger}Desk`, neighbours)
    const renderLedger = become(m, proxies.RenderLedger, ledger, {
      built: [desk],
      initialize: [accessManager],
    })
    return { governedPrice, priceOracle, renderPricing, renderLedger }
  })
