import { rewardsDistributorAbi, sogniTokenAbi } from '@supernet/sdk/abi'
import type { Contracts } from '@supernet/sdk/schema'
import { parseEther } from 'viem'
import type { LocalChain } from './clients.ts'
import type { Keyring } from './keys.ts'

/** The first campaign of a fresh chain. */
export const PROMO_CAMPAIGN = 1
/** `Kind.Epoch` of the distributor. */
const EPOCH = 1
const YEARS = 4 * 365 * 86_400
/** A hundred weeks of the relayer's budget. */
const FUNDS = parseEther('1000000')

/** Opens and funds the campaign that pays workers for promotional Spark. */
export async function openPromoCampaign(
  { reader, send }: LocalChain,
  contracts: Contracts,
  keys: Keyring,
): Promise<void> {
  const distributor = { address: contracts.rewardsDistributor, abi: rewardsDistributorAbi } as const
  const sogni = { address: contracts.sogniToken, abi: sogniTokenAbi } as const
  const opened = await reader
    .readContract({ ...distributor, functionName: 'campaignOf', args: [PROMO_CAMPAIGN] })
    .catch(() => undefined)
  if (opened === undefined) {
    const { timestamp } = await reader.getBlock()
    const args = [contracts.sogniToken, EPOCH, Number(timestamp) + YEARS, 'promotional work'] as const
    await send({ ...distributor, account: keys.account('council'), functionName: 'openCampaign', args })
  }
  if (opened !== undefined && opened.funded > 0n) return
  const account = keys.account('faucet')
  await send({
    ...sogni,
    account,
    functionName: 'approve',
    args: [contracts.rewardsDistributor, FUNDS],
  })
  await send({ ...distributor, account, functionName: 'fund', args: [PROMO_CAMPAIGN, FUNDS] })
}
