import { BaseError } from '@supernet/sdk/errors'
import { rewardRoot } from '@supernet/sdk/protocol'
import { RewardLeaves } from '@supernet/sdk/schema'
import type { Common } from '../common.ts'
import { readCampaigns } from '../store/rewardPage.ts'

const TIMEOUT_MS = 15_000
/** A hundred thousand accounts. */
const MAX_BYTES = 16_000_000
/** Lists that are kept: those of the campaigns that run. */
const KEPT = 16
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

const kept = new WeakMap<Common['store'], Map<string, RewardLeaves>>()

/**
 * The list under the root of a campaign. Pages get it from here, because they may talk to nobody else. What is published
 * elsewhere goes on only where it makes the root on chain, so that no answer of another server comes out of this one.
 */
export async function readLeaves(common: Common, id: number): Promise<RewardLeaves> {
  const { store, clock, network, logger } = common
  const campaigns = await readCampaigns(store.db, clock.now())
  const leaves = campaigns.find((campaign) => campaign.id === id)?.leaves
  if (leaves === undefined) throw new BaseError('distribution-unknown', { details: { campaign: id } })
  const lists = kept.get(store) ?? new Map<string, RewardLeaves>()
  kept.set(store, lists)
  const key = `${id} ${leaves.root}`
  const known = lists.get(key)
  if (known !== undefined) return known
  try {
    const list = RewardLeaves.parse(JSON.parse(await fetchText(leaves.uri, isLocal(network.relayerUrl))))
    if (rewardRoot(id, list.rows).root !== leaves.root) throw new Error('It does not make the root')
    const [oldest] = lists.keys()
    if (lists.size >= KEPT && oldest !== undefined) lists.delete(oldest)
    lists.set(key, list)
    return list
  } catch (error) {
    // One answer for all: whoever publishes an address must not learn what this machine finds there.
    logger.info({ campaign: id, uri: leaves.uri, error }, 'the list of a campaign cannot be read')
    throw new BaseError('leaves-unreachable', { details: { campaign: id, uri: leaves.uri } })
  }
}

const isLocal = (url: string): boolean => LOOPBACK.has(new URL(url).hostname)

/** Over TLS only, but for a network that is all on this machine. */
async function fetchText(uri: string, local: boolean): Promise<string> {
  const { protocol, hostname } = new URL(uri)
  if (protocol !== 'https:' && !(local && protocol === 'http:' && LOOPBACK.has(hostname)))
    throw new Error('Lists are fetched over https only')
  const response = await fetch(uri, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (!response.ok || response.body === null) throw new Error(`It was answered with ${response.status}`)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.length
    if (size > MAX_BYTES) throw new Error(`It is longer than ${MAX_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}
