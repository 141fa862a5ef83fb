import { createRequire } from 'node:module'
import { lpStakingAbi, priceOracleAbi, sogniTokenAbi, usdcAbi } from '@supernet/sdk/abi'
import type { Contracts } from '@supernet/sdk/schema'
import { type Address, encodeDeployData, encodeFunctionData, parseAbi, parseEther } from 'viem'
import type { LocalChain } from './clients.ts'
import { decide, type MarketOptions } from './market.ts'

const factoryAbi = parseAbi([
  'constructor(address feeToSetter)',
  'function createPair(address, address) returns (address)',
  'function getPair(address, address) view returns (address)',
])
const pairAbi = parseAbi([
  'function mint(address) returns (uint256)',
  'function transfer(address, uint256) returns (bool)',
  'function balanceOf(address) view returns (uint256)',
])

/** SOGNI of the council in the pair; beside it goes as much USDC as the oracle says that it is worth. */
const DEPTH_SOGNI = parseEther('2000000')
const USDC_E18 = 10n ** 12n
const E18 = 10n ** 18n

/**
 * A constant-product pair of SOGNI and USDC, of Uniswap v2, which people can stake liquidity of: shares of a pool of
 * version 3 are no tokens. The DAO lists it in its own way; a tenth of the shares is the faucet's to hand out.
 */
export async function openPair(options: MarketOptions): Promise<void> {
  const { chain, contracts, keys } = options
  const { reader, send } = chain
  if ((await listedPairs(chain, contracts)).length > 0) return
  const account = keys.account('council')
  const { sogniToken, usdc, priceOracle, lpStaking } = contracts
  const price = await reader.readContract({
    address: priceOracle,
    abi: priceOracleAbi,
    functionName: 'payPrice',
  })
  const dollars = (DEPTH_SOGNI * price) / E18 / USDC_E18

  const factory = { address: await deployFactory(options), abi: factoryAbi } as const
  const sides = [sogniToken, usdc] as const
  await send({ ...factory, account, functionName: 'createPair', args: sides })
  const address = await reader.readContract({ ...factory, functionName: 'getPair', args: sides })
  const pair = { address, abi: pairAbi, account } as const
  await send({ account, address: usdc, abi: usdcAbi, functionName: 'mint', args: [address, dollars] })
  await send({
    account,
    address: sogniToken,
    abi: sogniTokenAbi,
    functionName: 'transfer',
    args: [address, DEPTH_SOGNI],
  })
  await send({ ...pair, functionName: 'mint', args: [account.address] })
  const shares = await reader.readContract({ ...pair, functionName: 'balanceOf', args: [account.address] })
  const till = keys.account('faucet').address
  await send({ ...pair, functionName: 'transfer', args: [till, shares / 10n] })

  const args = [address, priceOracle] as const
  const data = encodeFunctionData({ abi: lpStakingAbi, functionName: 'listPool', args })
  await decide(options, [{ target: lpStaking, data }])
}

/** Pairs that the DAO has listed at some time. */
export async function listedPairs({ reader }: LocalChain, { lpStaking }: Contracts): Promise<Address[]> {
  const events = await reader.getContractEvents({
    address: lpStaking,
    abi: lpStakingAbi,
    eventName: 'PoolListed',
    fromBlock: 0n,
    strict: true,
  })
  return [...new Set(events.map(({ args }) => args.pool))]
}

async function deployFactory({ chain, keys }: MarketOptions): Promise<Address> {
  const { bytecode } = createRequire(import.meta.url)('@uniswap/v2-core/build/UniswapV2Factory.json')
  const account = keys.account('council')
  const args = [account.address] as const
  return chain.create({
    account,
    data: encodeDeployData({ abi: factoryAbi, bytecode: `0x${bytecode}`, args }),
  })
}
