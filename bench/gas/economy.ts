// Gas of buying Spark and of buying SOGNI back. Called by run.ts; alone: node bench/gas/economy.ts
import { fileURLToPath } from 'node:url'
import { type Address, encodeFunctionData, parseAbi, parseEther, toFunctionSelector, zeroAddress } from 'viem'
import { sqrtPriceOf } from '../../sdk/src/protocol/index.ts'
import { startChain } from './chain.ts'

const SOURCES = [
  'contracts/access/ProxySeed.sol',
  'contracts/interfaces/external/IUniswapV3Factory.sol',
  'contracts/mocks/LocalFeed.sol',
  'contracts/mocks/LocalUsdc.sol',
  'contracts/settlement/GovernedPrice.sol',
  'contracts/settlement/PriceOracle.sol',
  'contracts/settlement/RenderLedger.sol',
  'contracts/settlement/RenderLedgerDesk.sol',
  'contracts/settlement/RenderPricing.sol',
  'contracts/tokens/SogniToken.sol',
  'contracts/tokens/SparkPoints.sol',
  'contracts/treasury/AssetPrices.sol',
  'contracts/treasury/Buyback.sol',
  'contracts/treasury/RewardStream.sol',
  'contracts/treasury/SalePolicy.sol',
  'contracts/treasury/SparkSale.sol',
  'contracts/treasury/Treasury.sol',
]
const FACTORY = '@uniswap/v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json'
const POSITIONS =
  '@uniswap/v3-periphery/artifacts/contracts/NonfungiblePositionManager.sol/NonfungiblePositionManager.json'
const WETH = 'canonical-weth/build/contracts/WETH9.json'

const poolAbi = parseAbi([
  'function createPool(address, address, uint24) returns (address)',
  'function getPool(address, address, uint24) view returns (address)',
  'function initialize(uint160)',
  'function increaseObservationCardinalityNext(uint16)',
  'function deposit() payable',
  'struct Mint { address token0; address token1; uint24 fee; int24 tickLower; int24 tickUpper; uint256 amount0Desired; uint256 amount1Desired; uint256 amount0Min; uint256 amount1Min; address recipient; uint256 deadline; }',
  'function mint(Mint params) payable returns (uint256, uint128, uint256, uint256)',
])
const FEE = 3_000
const DEPTH = { eth: parseEther('1000'), sogni: parseEther('60000000') }
const [USDC, PURCHASED] = [0, 0]
const [MINTER, SPENDER] = [1n, 2n]
const NAMES = ['spark', 'treasury', 'prices', 'pricing', 'ledger', 'oracle', 'governed'] as const
type Name = (typeof NAMES)[number]

export type EconomyGas = { buy_spark_usdc: number; buyback: number }

type Economy = Awaited<ReturnType<typeof build>>

/** Spark, its sale, the treasury, the oracle over a pool and the buyback, wired as they are deployed. */
async function build() {
  const chain = await startChain(SOURCES)
  const { deployer, deploy, deployPackaged, deployProxy, encode, send } = chain
  const manager = await deploy('AccessManager', [deployer])
  const seed = await deploy('ProxySeed', [deployer])
  const plant = await encode('ProxySeed', 'plant', [])
  const at = {} as Record<Name, Address>
  for (const name of NAMES) at[name] = await deploy('ERC1967Proxy', [seed, plant])
  const become = async (
    name: Name,
    contract: string,
    built: readonly unknown[],
    more: readonly unknown[] = [],
  ) =>
    send('ProxySeed', at[name], 'upgradeToAndCall', [
      await deploy(contract, built),
      await encode(contract, 'initialize', [manager, ...more]),
    ])

  const sogni = await deploy('SogniToken', [[{ holder: deployer, amount: parseEther('10000000000') }]])
  const usdc = await deploy('LocalUsdc', [])
  const weth = await deployPackaged(WETH, [])
  const factory = await deployPackaged(FACTORY, [])
  const feeds = [
    await deploy('LocalFeed', [8, 100_000_000n]),
    await deploy('LocalFeed', [8, 300_000_000_000n]),
  ]
  const bounds = { heartbeat: 86_400, minE18: parseEther('0.5'), maxE18: parseEther('100000') }
  await become('spark', 'SparkPoints', [at.treasury])
  await become('treasury', 'Treasury', [sogni, usdc, at.spark, at.ledger, at.pricing, at.prices])
  await become('prices', 'AssetPrices', [...feeds, zeroAddress, at.pricing], [bounds, bounds])
  await become('pricing', 'RenderPricing', [zeroAddress, at.oracle])
  const neighbours = [sogni, at.spark, at.pricing, zeroAddress, zeroAddress, at.treasury]
  await become('ledger', 'RenderLedger', [await deploy('RenderLedgerDesk', neighbours)])
  await become('governed', 'GovernedPrice', [], [parseEther('0.05'), 604_800])
  await become('oracle', 'PriceOracle', [sogni, weth, factory, at.prices, at.governed])

  const target = { shareBps: 5_000, maxDiscountBps: 500 }
  const mix = [target, { ...target, shareBps: 2_000 }, { ...target, shareBps: 3_000 }]
  const policy = await deployProxy('SalePolicy', [at.treasury], [manager, mix])
  const shop = [usdc, sogni, at.spark, at.treasury, at.pricing, at.prices, policy]
  const sale = await deployProxy('SparkSale', shop, [manager])
  const stream = await deployProxy('RewardStream', [sogni], [manager, at.treasury])
  const limits = {
    chunk: parseEther('50000'),
    dailyUsdE18: parseEther('5000'),
    monthlyUsdE18: parseEther('75000'),
  }
  const buyback = await deployProxy(
    'Buyback',
    [sogni, usdc, weth, factory, at.oracle, at.treasury, stream],
    [manager, limits],
  )
  return { chain, manager, at, sogni, usdc, weth, factory, sale, buyback }
}

async function openPool({ chain, at, sogni, weth, factory }: Economy) {
  const { deployer, deployPackaged, send, transact, read, pass, now } = chain
  const call = (to: Address, functionName: string, args: readonly unknown[], value = 0n) =>
    transact(to, encodeFunctionData({ abi: poolAbi, functionName, args } as never), deployer, value)
  const [zero, one, amount0, amount1] =
    BigInt(sogni) < BigInt(weth)
      ? [sogni, weth, DEPTH.sogni, DEPTH.eth]
      : [weth, sogni, DEPTH.eth, DEPTH.sogni]
  await call(factory, 'createPool', [zero, one, FEE])
  const pool = (await read('IUniswapV3Factory', factory, 'getPool', [zero, one, FEE])) as Address
  await call(pool, 'initialize', [sqrtPriceOf(amount0, amount1)])
  for (const next of [500, 1_000]) await call(pool, 'increaseObservationCardinalityNext', [next])
  const positions = await deployPackaged(POSITIONS, [factory, weth, zeroAddress])
  await call(weth, 'deposit', [], DEPTH.eth)
  for (const token of [sogni, weth]) await send('SogniToken', token, 'approve', [positions, 2n ** 128n])
  const range = { token0: zero, token1: one, fee: FEE, tickLower: -887_220, tickUpper: 887_220 }
  const amounts = { amount0Desired: amount0, amount1Desired: amount1, amount0Min: 0n, amount1Min: 0n }
  await call(positions, 'mint', [{ ...range, ...amounts, recipient: deployer, deadline: 2n ** 63n }])
  await pass(1_800)
  await send('PriceOracle', at.oracle, 'setPool', [pool, 1n])
  return now
}

/** The second purchase of each kind: every slot that it touches is in use. */
export async function measureEconomy(): Promise<EconomyGas> {
  const economy = await build()
  const { chain, manager, at, usdc, sale, buyback } = economy
  const { deployer, send, transact, pass } = chain
  const now = await openPool(economy)
  const allow = async (contract: Address, signature: string, role: bigint, holder: Address) => {
    await send('AccessManager', manager, 'setTargetFunctionRole', [
      contract,
      [toFunctionSelector(signature)],
      role,
    ])
    await send('AccessManager', manager, 'grantRole', [role, holder, 0])
  }
  await allow(at.spark, 'mint(address,uint256,uint8,uint8)', MINTER, sale)
  await allow(at.treasury, 'spendOn(address,uint256,bytes)', SPENDER, buyback)
  await send('SparkPoints', at.spark, 'setMintLimit', [sale, PURCHASED, parseEther('1000000'), 86_400])
  await send('Treasury', at.treasury, 'setSpendLimit', [buyback, zeroAddress, parseEther('100'), 86_400])
  await transact(at.treasury, '0x', deployer, parseEther('100'))
  await send('LocalUsdc', usdc, 'mint', [deployer, 10n ** 12n])
  await send('LocalUsdc', usdc, 'approve', [sale, 10n ** 12n])
  await send('Buyback', buyback, 'open', ['measured'])

  const gas: EconomyGas = { buy_spark_usdc: 0, buyback: 0 }
  for (let turn = 0; turn < 2; turn++) {
    const terms = [USDC, deployer, parseEther('100'), 10n ** 9n, BigInt((await now()) + 600)]
    gas.buy_spark_usdc = await send('SparkSale', sale, 'buy', terms)
    gas.buyback = await send('Buyback', buyback, 'buyback')
    await pass(1_800)
  }
  return gas
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.stdout.write(`${JSON.stringify(await measureEconomy())}\n`)
