import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buybackAbi, priceOracleAbi, sogniTokenAbi, timelockAbi, usdcAbi } from '@supernet/sdk/abi'
import { sqrtPriceOf } from '@supernet/sdk/protocol'
import type { Contracts } from '@supernet/sdk/schema'
import {
  type Account,
  type Address,
  encodeDeployData,
  encodeFunctionData,
  type Hex,
  parseAbi,
  parseEther,
  parseUnits,
  zeroAddress,
  zeroHash,
} from 'viem'
import { packagedArtifact } from '../modules/exchange.ts'
import type { LocalChain } from './clients.ts'

const factoryAbi = parseAbi(['function getPool(address, address, uint24) view returns (address)'])
const poolAbi = parseAbi([
  'function increaseObservationCardinalityNext(uint16 next)',
  'function liquidity() view returns (uint128)',
])
const wethAbi = parseAbi(['function deposit() payable', 'function approve(address, uint256) returns (bool)'])
const managerAbi = parseAbi([
  'function createAndInitializePoolIfNecessary(address token0, address token1, uint24 fee, uint160 sqrtPriceX96) payable returns (address)',
  'struct Mint { address token0; address token1; uint24 fee; int24 tickLower; int24 tickUpper; uint256 amount0Desired; uint256 amount1Desired; uint256 amount0Min; uint256 amount1Min; address recipient; uint256 deadline; }',
  'function mint(Mint params) payable returns (uint256, uint128, uint256, uint256)',
])

const PERIPHERY = '@uniswap/v3-periphery/artifacts/contracts'

/** The whole range, in steps of either fee. */
const RANGE = { tickLower: -887_220, tickUpper: 887_220 } as const
const OBSERVATIONS = 1_000
/** More at once does not fit a transaction. */
const OBSERVATIONS_AT_ONCE = 500
const WINDOW_SECONDS = 1_800
const SLOW_SECONDS = 20

/** $1,000,000 on each side of both pools, at the first price of SOGNI and at the feed's of ether. */
const DEPTH = { eth: parseEther('333.333'), sogni: parseEther('19999980'), usdc: parseUnits('999999', 6) }

/** Contracts of Uniswap v3 that only people and scripts need; kept in the data folder. */
type Exchange = { positionManager: Address; swapRouter: Address }

type Side = { token: Address; amount: bigint }

export type MarketOptions = {
  dataDir: string
  chain: LocalChain
  contracts: Contracts
  keys: { account(name: string): Account }
  /** Moves the chain's clock. */
  pass(seconds: number): Promise<void>
}

/**
 * A market for SOGNI, as mainnet has one: pools of Uniswap v3 with liquidity of the council, and one of them named in the
 * oracle by the DAO's own way. Nothing is done twice.
 */
export async function openMarket(options: MarketOptions): Promise<void> {
  const { chain, contracts, keys, pass } = options
  const { reader, send } = chain
  const oracle = { address: contracts.priceOracle, abi: priceOracleAbi } as const
  if ((await reader.readContract({ ...oracle, functionName: 'pool' })) !== zeroAddress) return
  const account = keys.account('council')
  const { positionManager } = await deployExchange(options)

  const { weth, usdc, sogniToken } = contracts
  await send({
    account,
    address: weth,
    abi: wethAbi,
    functionName: 'deposit',
    args: [],
    value: 2n * DEPTH.eth,
  })
  await send({
    account,
    address: usdc,
    abi: usdcAbi,
    functionName: 'mint',
    args: [account.address, DEPTH.usdc],
  })
  for (const address of [weth, usdc, sogniToken])
    await send({
      account,
      address,
      abi: sogniTokenAbi,
      functionName: 'approve',
      args: [positionManager, 2n ** 128n],
    })
  const ether = { token: weth, amount: DEPTH.eth }
  const dollars = { token: usdc, amount: DEPTH.usdc }
  await openPool(options, positionManager, { fee: 500, sides: [dollars, ether], remembers: false })
  const tokens = { token: sogniToken, amount: DEPTH.sogni }
  const pool = await openPool(options, positionManager, {
    fee: 3_000,
    sides: [tokens, ether],
    remembers: true,
  })
  const liquidity = await reader.readContract({ address: pool, abi: poolAbi, functionName: 'liquidity' })

  await pass(WINDOW_SECONDS)
  const args = [pool, liquidity / 10n] as const
  const why = ['The local network emits nothing.'] as const
  await decide(options, [
    {
      target: contracts.priceOracle,
      data: encodeFunctionData({ abi: priceOracleAbi, functionName: 'setPool', args }),
    },
    {
      target: contracts.buyback,
      data: encodeFunctionData({ abi: buybackAbi, functionName: 'open', args: why }),
    },
  ])
}

/** The position manager, which knows no tokens' pictures here, and the router. */
async function deployExchange({ dataDir, chain, contracts, keys }: MarketOptions): Promise<Exchange> {
  const record = join(dataDir, 'exchange.json')
  if (existsSync(record)) {
    const known = JSON.parse(readFileSync(record, 'utf8')) as Exchange
    if ((await chain.reader.getCode({ address: known.swapRouter })) !== undefined) return known
  }
  const { uniswapFactory, weth } = contracts
  const at = (name: string, args: readonly unknown[]): Promise<Address> => {
    const { abi, bytecode } = packagedArtifact(`${PERIPHERY}/${name}.sol/${name}.json`)
    const data = encodeDeployData({ abi, bytecode: bytecode as Hex, args })
    return chain.create({ account: keys.account('council'), data })
  }
  const exchange = {
    positionManager: await at('NonfungiblePositionManager', [uniswapFactory, weth, zeroAddress]),
    swapRouter: await at('SwapRouter', [uniswapFactory, weth]),
  }
  writeFileSync(record, `${JSON.stringify(exchange, null, 2)}\n`)
  return exchange
}

/** A pool that begins at the price of the two amounts and holds them. */
async function openPool(
  options: MarketOptions,
  positionManager: Address,
  { fee, sides, remembers }: { fee: number; sides: readonly [Side, Side]; remembers: boolean },
): Promise<Address> {
  const {
    chain: { reader, send },
    contracts,
    keys,
  } = options
  const account = keys.account('council')
  const [a, b] = sides
  const [zero, one] = BigInt(a.token) < BigInt(b.token) ? [a, b] : [b, a]
  const manager = { account, address: positionManager, abi: managerAbi } as const
  const tokens = [zero.token, one.token, fee] as const
  const price = sqrtPriceOf(zero.amount, one.amount)
  await send({ ...manager, functionName: 'createAndInitializePoolIfNecessary', args: [...tokens, price] })
  const address = await reader.readContract({
    address: contracts.uniswapFactory,
    abi: factoryAbi,
    functionName: 'getPool',
    args: tokens,
  })
  if ((await reader.readContract({ address, abi: poolAbi, functionName: 'liquidity' })) > 0n) return address
  if (remembers) {
    await remember(options, address)
    // A pool writes one observation a second at most, and blocks made in a hurry may share one.
    await options.pass(1)
  }
  const params = {
    token0: zero.token,
    token1: one.token,
    fee,
    ...RANGE,
    amount0Desired: zero.amount,
    amount1Desired: one.amount,
    amount0Min: 0n,
    amount1Min: 0n,
    recipient: account.address,
    deadline: 2n ** 63n,
  }
  await send({ ...manager, functionName: 'mint', args: [params] })
  return address
}

/** Room for what the oracle asks for; it counts from the next change of the pool on. */
async function remember({ chain: { send }, keys }: MarketOptions, address: Address): Promise<void> {
  for (let next = OBSERVATIONS_AT_ONCE; next <= OBSERVATIONS; next += OBSERVATIONS_AT_ONCE)
    await send({
      account: keys.account('council'),
      address,
      abi: poolAbi,
      functionName: 'increaseObservationCardinalityNext',
      args: [next],
    })
}

/** Through the timelock, as the council may on this network. */
export async function decide(
  { chain: { reader, send }, contracts, keys, pass }: MarketOptions,
  calls: readonly { target: Address; data: Hex }[],
): Promise<void> {
  const timelock = { address: contracts.timelock, abi: timelockAbi } as const
  const by = { ...timelock, account: keys.account('council') } as const
  const what = [
    calls.map(({ target }) => target),
    calls.map(() => 0n),
    calls.map(({ data }) => data),
    zeroHash,
    zeroHash,
  ] as const
  const id = await reader.readContract({ ...timelock, functionName: 'hashOperationBatch', args: what })
  if (!(await reader.readContract({ ...timelock, functionName: 'isOperation', args: [id] })))
    await send({ ...by, functionName: 'scheduleBatch', args: [...what, BigInt(SLOW_SECONDS)] })
  await pass(SLOW_SECONDS)
  await send({ ...by, functionName: 'executeBatch', args: what })
}
