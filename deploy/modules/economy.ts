import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import { zeroAddress } from 'viem'
import type { Parameters } from '../parameters/parameters.schema.ts'
import type { accessModule } from './access.ts'
import type { exchangeModule } from './exchange.ts'
import { become, proxiesModule } from './proxies.ts'
import type { tokensModule } from './tokens.ts'

const REASONS = { DailyBoost: 2, Quest: 3, Referral: 4, Grant: 5 } as const

/** USDC and the feeds of its price and of ether's: made here on the local network, named by the parameters elsewhere. */
export const assetsModule = ({ assets }: Parameters) =>
  buildModule('assets', (m) => {
    if (assets !== 'local')
      return {
        usdc: m.contractAt('LocalUsdc', assets.usdc, { id: 'Usdc' }),
        usdcFeed: m.contractAt('IAggregatorV3', assets.usdcFeed, { id: 'UsdcFeed' }),
        ethFeed: m.contractAt('IAggregatorV3', assets.ethFeed, { id: 'EthFeed' }),
      }
    return {
      usdc: m.contract('LocalUsdc', [], { id: 'Usdc' }),
      usdcFeed: m.contract('LocalFeed', [8, 100_000_000n], { id: 'UsdcFeed' }),
      ethFeed: m.contract('LocalFeed', [8, 300_000_000_000n], { id: 'EthFeed' }),
    }
  })

/** What sells Spark, gives it away, buys SOGNI back and streams it into rewards. */
export const economyModule = (
  access: ReturnType<typeof accessModule>,
  tokens: ReturnType<typeof tokensModule>,
  assetsOf: ReturnType<typeof assetsModule>,
  exchange: ReturnType<typeof exchangeModule>,
  { assets, feeds, saleTargets, fiatLimits, promoBudgets, buyback: limits }: Parameters,
) =>
  buildModule('economy', (m) => {
    const { accessManager } = m.useModule(access)
    const { sogniToken } = m.useModule(tokens)
    const { usdc, usdcFeed, ethFeed } = m.useModule(assetsOf)
    const { weth, uniswapFactory } = m.useModule(exchange)
    const proxies = m.useModule(proxiesModule)
    const { SparkPoints, Treasury, RenderPricing, AssetPrices, SalePolicy } = proxies

    const sequencer = assets === 'local' ? zeroAddress : (assets.sequencer ?? zeroAddress)
    const assetPrices = become(m, AssetPrices, 'AssetPrices', {
      built: [usdcFeed, ethFeed, sequencer, RenderPricing],
      initialize: [accessManager, feeds.usdc, feeds.eth],
    })
    const salePolicy = become(m, SalePolicy, 'SalePolicy', {
      built: [Treasury],
      initialize: [accessManager, [saleTargets.usdc, saleTargets.eth, saleTargets.sogni]],
    })
    const sparkSale = become(m, proxies.SparkSale, 'SparkSale', {
      built: [usdc, sogniToken, SparkPoints, Treasury, RenderPricing, AssetPrices, SalePolicy],
      initialize: [accessManager],
    })
    const fiatMinter = become(m, proxies.FiatMinter, 'FiatMinter', {
      built: [usdc, SparkPoints, RenderPricing, Treasury],
      initialize: [accessManager, fiatLimits],
    })
    const reasons = Object.keys(promoBudgets) as (keyof typeof REASONS)[]
    const promoIssuer = become(m, proxies.PromoIssuer, 'PromoIssuer', {
      built: [SparkPoints],
      initialize: [
        accessManager,
        reasons.map((name) => REASONS[name]),
        reasons.map((name) => promoBudgets[name]),
      ],
    })
    // Until rewards are distributed, what has vested comes back; governance points it elsewhere.
    const rewardStream = become(m, proxies.RewardStream, 'RewardStream', {
      built: [sogniToken],
      initialize: [accessManager, Treasury],
    })
    const buyback = become(m, proxies.Buyback, 'Buyback', {
      built: [sogniToken, usdc, weth, uniswapFactory, proxies.PriceOracle, Treasury, proxies.RewardStream],
      initialize: [accessManager, limits],
    })
    return { assetPrices, salePolicy, sparkSale, fiatMinter, promoIssuer, rewardStream, buyback }
  })
