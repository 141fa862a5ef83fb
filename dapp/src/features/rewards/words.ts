import { SPARK_UNIT_WEI } from '@supernet/sdk/protocol'
import type { CampaignView, QuestView } from '@supernet/sdk/schema'
import { formatUnits } from 'viem'
import { formatAmount, formatBps, sogniOfWei } from '../../lib/amounts.ts'

/** Promotional Spark of the contracts, for people. */
export const formatSparkWei = (wei: bigint): string => formatAmount(wei / SPARK_UNIT_WEI, 'spark')

/** The screen's question: what does using the network give back? */
export function headline(tier: number, benefitBps: number): string {
  if (tier === 0) return 'No tier yet: the most active accounts of a week get one.'
  return `Tier ${tier}: ${formatBps(benefitBps)} off every render.`
}

/** What is to be done, where the quest itself says no more than a link. */
export function taskOf({ kind, target, uri }: Pick<QuestView, 'kind' | 'target' | 'uri'>): string {
  if (kind === 'stakes') return `Stake ${formatAmount(sogniOfWei(target), 'sogni')}`
  if (kind === 'tier') return `Reach tier ${target}`
  if (kind === 'holds') return `Hold at least ${target.toLocaleString('en')} of a token`
  return isLink(uri) ? 'Do what its page says' : uri
}

export const isLink = (uri: string): boolean => /^https?:\/\//.test(uri)

/** How far somebody is, from 0 to 1. */
export function progressOf(reached: bigint, target: bigint): number {
  if (target === 0n) return 0
  return reached >= target ? 1 : Number((reached * 1_000n) / target) / 1_000
}

export const CAMPAIGN_WORDS: Record<CampaignView['kind'], string> = {
  airdrop: 'Airdrop',
  epoch: 'Rewards of a week',
  rebate: 'Rebate',
  partner: 'From a partner',
  contribution: 'For work for the DAO',
}

/** An amount of any token: no more digits than people read. */
export function formatToken(amount: bigint, decimals: number, symbol: string): string {
  const [whole = '0', fraction = ''] = formatUnits(amount, decimals).split('.')
  const short = fraction.slice(0, 4).replace(/0+$/, '')
  const grouped = BigInt(whole).toLocaleString('en')
  return `${grouped}${short === '' ? '' : `.${short}`} ${symbol}`
}
