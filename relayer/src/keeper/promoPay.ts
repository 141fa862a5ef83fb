import { accessManagerAbi, rewardsDistributorAbi } from '@supernet/sdk/abi'
import { epochAt } from '@supernet/sdk/protocol'
import { parseEther, toFunctionSelector } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { Common } from '../common.ts'
import { distributePromo, lastDistributed, publishedOf, readEarned } from '../store/distributions.ts'
import { transact } from '../store/transact.ts'
import { enqueueDuty } from './duty.ts'
import { isIndexed } from './isIndexed.ts'

const PUBLISH = toFunctionSelector(
  'function publishRoot(uint32 campaign, bytes32 root, uint256 total, bytes32 dataHash, string uri)',
)

/**
 * Pays workers for promotional Spark: every week that ended is added to what they have earned in the campaign, and the
 * root over it is published while this account holds the rewards manager's role. Weeks are distributed once, in their
 * order; a root that is published or waits already is not published again.
 */
export function createPromoPayKeeper(common: Common) {
  const { store, chain, network, config, clock, logger } = common
  const { rewardsDistributor, accessManager } = network.contracts
  const { PROMO_CAMPAIGN: campaign } = config
  const terms = { budget: parseEther(config.PROMO_BUDGET), perRender: parseEther(config.PROMO_PER_RENDER) }
  const distributor = { address: rewardsDistributor, abi: rewardsDistributorAbi } as const
  const account = privateKeyToAccount(config.RELAYER_KEY).address

  const publish = async (id: number, epoch: number): Promise<void> => {
    const rows = await readEarned(store.db, id, epoch)
    if (rows.length === 0) return
    const { root, total, dataHash } = publishedOf(id, epoch, rows)
    const args = [id] as const
    const [{ root: active, funded }, { root: waiting }] = await Promise.all([
      chain.readContract({ ...distributor, functionName: 'campaignOf', args }),
      chain.readContract({ ...distributor, functionName: 'pendingOf', args }),
    ])
    if (root === active || root === waiting) return
    if (total > funded) {
      logger.warn({ campaign: id, epoch, total, funded }, 'the campaign is not funded for what was earned')
      return
    }
    const [immediate] = await chain.readContract({
      address: accessManager,
      abi: accessManagerAbi,
      functionName: 'canCall',
      args: [account, rewardsDistributor, PUBLISH],
    })
    if (!immediate) return
    const uri = `${network.relayerUrl}/v1/distributions/${id}/${epoch}`
    await enqueueDuty(common, {
      name: `promo publish ${id} ${epoch}`,
      call: { ...distributor, functionName: 'publishRoot', args: [id, root, total, dataHash, uri] },
    })
  }

  return {
    step: async (): Promise<void> => {
      if (campaign === undefined) return
      const ended = epochAt(clock.now()) - 1
      const last = await lastDistributed(store.db, campaign)
      for (let epoch = last === undefined ? ended : last + 1; epoch <= ended; epoch++) {
        if (!(await isIndexed(common, epoch))) break
        await transact(store.db, (tx) => distributePromo(tx, campaign, epoch, terms))
      }
      const newest = await lastDistributed(store.db, campaign)
      if (newest !== undefined) await publish(campaign, newest)
    },
  }
}
