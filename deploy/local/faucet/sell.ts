import { sogniTokenAbi, sparkPointsAbi, treasuryAbi, usdcAbi } from '@supernet/sdk/abi'
import type { Contracts } from '@supernet/sdk/schema'
import { type Address, type PrivateKeyAccount, parseEther, parseUnits } from 'viem'
import type { LocalChain } from '../clients.ts'

/** What an account holds after a visit. */
const ETH = parseEther('1')
/** Two budgets of a dollar, the dapp's default. */
const SPARK = parseUnits('400', 18)
const SOGNI = parseUnits('100', 18)
/** Enough for the largest pack of Spark. */
const USDC = parseUnits('200', 6)

/** The contract's enums, by position. */
const PURCHASED = 0
const SALE = 0

export type Sold = { eth: bigint; spark: bigint; sogni: bigint; usdc: bigint }

/**
 * Fills an account up with gas money, SOGNI, the local USDC and purchased Spark. The Spark is minted by the ordinary role, within its
 * limit and under the treasury's solvency rule, as any sale would.
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
  const sold = {
    eth: missing(hasEth, ETH),
    spark: missing(hasSpark, SPARK),
    sogni: missing(hasSogni, SOGNI),
    usdc: missing(hasUsdc, USDC),
  }

  // One block for all: numbers are taken in order, receipts awaited together.
  let nonce = await reader.getTransactionCount({ address: faucet.address, blockTag: 'pending' })
  const next = () => ({ account: faucet, nonce: nonce++ })
  const pending: Promise<unknown>[] = []
  if (sold.eth > 0n) pending.push(chain.pay({ ...next(), to, value: sold.eth }))
  if (sold.sogni > 0n)
    pending.push(send({ ...next(), ...sogni, functionName: 'transfer', args: [to, sold.sogni] }))
  if (sold.usdc > 0n) pending.push(send({ ...next(), ...usdc, functionName: 'mint', args: [to, sold.usdc] }))
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
