import { sogniTokenAbi, sparkPointsAbi, treasuryAbi, usdcAbi } from '@supernet/sdk/abi'
import type { Contracts } from '@supernet/sdk/schema'
import { type Address, type PrivateKeyAccount, parseEther, parseUnits } from 'viem'
import type { LocalChain } from '../clients.ts'
import { listedPairs } from '../pair.ts'

/** What an account holds after a visit. */
const ETH = parseEther('1')
/** Two budgets of a dollar, the dapp's default. */
const SPARK = parseUnits('400', 18)
const SOGNI = parseUnits('100', 18)
/** Enough for the largest pack of Spark. */
const USDC = parseUnits('200', 6)
/** Shares of a pair of SOGNI and USDC, worth eighteen dollars at the first price. */
const LP = parseUnits('0.00004', 18)

/** The contract's enums, by position. */
const PURCHASED = 0
const SALE = 0

export type Sold = { eth: bigint; spark: bigint; sogni: bigint; usdc: bigint; lp: bigint }

/**
 * Fills an account up with gas money, SOGNI, the local USDC, shares of the pair that can be staked, and purchased Spark. The
 * Spark is minted by the ordinary role, within its limit and under the treasury's solvency rule, as any sale would.
 */
export async function sell(
  chain: LocalChain,
  contracts: Contracts,
  faucet: PrivateKeyAccount,
  to: Address,
): Promise<Sold> {
  const { reader, send } = chain
  const spark = { address: contracts.sparkPoints, abi: sparkPointsAbi } as const
  const sogni = { address: contracts.sogniToken, abi: sogniTokenAbi } as const
  const usdc = { address: contracts.usdc, abi: usdcAbi } as const
  const [hasEth, hasSpark, hasSogni, hasUsdc] = await Promise.all([
    reader.getBalance({ address: to }),
    reader.readContract({ ...spark, functionName: 'classBalanceOf', args: [to, PURCHASED] }),
    reader.readContract({ ...sogni, functionName: 'balanceOf', args: [to] }),
    reader.readContract({ ...usdc, functionName: 'balanceOf', args: [to] }),
  ])
  const missing = (has: bigint, wanted: bigint) => (has < wanted / 2n ? wanted - has : 0n)
  const pair = await readPair(chain, contracts, faucet.address, to)
  const sold = {
    eth: missing(hasEth, ETH),
    spark: missing(hasSpark, SPARK),
    sogni: missing(hasSogni, SOGNI),
    usdc: missing(hasUsdc, USDC),
    lp: pair === undefined ? 0n : least(missing(pair.has, LP), pair.left),
  }

  // One block for all: numbers are taken in order, receipts awaited together.
  let nonce = await reader.getTransactionCount({ address: faucet.address, blockTag: 'pending' })
  const next = () => ({ account: faucet, nonce: nonce++ })
  const pending: Promise<unknown>[] = []
  if (sold.eth > 0n) pending.push(chain.pay({ ...next(), to, value: sold.eth }))
  if (sold.sogni > 0n)
    pending.push(send({ ...next(), ...sogni, functionName: 'transfer', args: [to, sold.sogni] }))
  if (sold.usdc > 0n) pending.push(send({ ...next(), ...usdc, functionName: 'mint', args: [to, sold.usdc] }))
  if (pair !== undefined && sold.lp > 0n)
    pending.push(send({ ...next(), ...pair.token, functionName: 'transfer', args: [to, sold.lp] }))
  if (sold.spark > 0n) {
    pending.push(send({ ...next(), ...spark, functionName: 'mint', args: [to, sold.spark, PURCHASED, SALE] }))
  }
  await Promise.all(pending)
  // So that the first session need not wait for the relayer's keeper.
  if (sold.spark > 0n) {
    await send({
      account: faucet,
      address: contracts.treasury,
      abi: treasuryAbi,
      functionName: 'refillPool',
      args: [],
    })
  }
  return sold
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)

/** The pair whose shares can be staked, what is left of them here, and what the visitor has. */
async function readPair(chain: LocalChain, contracts: Contracts, faucet: Address, to: Address) {
  const [address] = await listedPairs(chain, contracts)
  if (address === undefined) return undefined
  const token = { address, abi: sogniTokenAbi } as const
  const [left, has] = await Promise.all(
    [faucet, to].map((owner) =>
      chain.reader.readContract({ ...token, functionName: 'balanceOf', args: [owner] }),
    ),
  )
  return { token, left: left ?? 0n, has: has ?? 0n }
}
