import {
  buybackAbi,
  deviceValidatorAbi,
  fiatMinterAbi,
  governedPriceAbi,
  governorAbi,
  modelAccessAbi,
  modelRegistryAbi,
  modelStakeAbi,
  priceOracleAbi,
  promoIssuerAbi,
  questsAbi,
  recoveryValidatorAbi,
  referralsAbi,
  renderLedgerAbi,
  rewardStreamAbi,
  rewardsDistributorAbi,
  sparkPointsAbi,
  sparkSaleAbi,
  stakeBenefitsAbi,
  stakingVaultAbi,
  treasuryAbi,
  workerLicenseAbi,
  workerRegistryAbi,
} from '@supernet/sdk/abi'
import type { Network } from '@supernet/sdk/schema'
import {
  type Abi,
  type Address,
  type ContractEventName,
  type Log,
  type ParseEventLogsReturnType,
  parseEventLogs,
} from 'viem'

/** Where and when an event happened. */
export interface Place {
  readonly tx: `0x${string}`
  readonly logIndex: number
  readonly block: number
  readonly at: number
}

export type EventOf<A extends Abi> = ParseEventLogsReturnType<A, ContractEventName<A>, true>[number] & {
  readonly place: Place
}

export type LedgerEvent = EventOf<typeof renderLedgerAbi>
export type RegistryEvent = EventOf<typeof workerRegistryAbi>
export type LicenseEvent = EventOf<typeof workerLicenseAbi>
export type ModelEvent = EventOf<typeof modelRegistryAbi>
export type PriceEvent = EventOf<typeof governedPriceAbi>
export type OracleEvent = EventOf<typeof priceOracleAbi>
export type GovernorEvent = EventOf<typeof governorAbi>
export type AccessEvent = EventOf<typeof modelAccessAbi>
export type ModelStakeEvent = EventOf<typeof modelStakeAbi>
export type VaultEvent = EventOf<typeof stakingVaultAbi>
export type BenefitsEvent = EventOf<typeof stakeBenefitsAbi>
export type DeviceEvent = EventOf<typeof deviceValidatorAbi>
export type RecoveryEvent = EventOf<typeof recoveryValidatorAbi>
export type ReferralEvent = EventOf<typeof referralsAbi>
export type QuestEvent = EventOf<typeof questsAbi>
export type CampaignEvent = EventOf<typeof rewardsDistributorAbi>
export type TreasuryEvent = EventOf<typeof treasuryAbi>
export type SaleEvent = EventOf<typeof sparkSaleAbi>
export type FiatEvent = EventOf<typeof fiatMinterAbi>
export type PromoEvent = EventOf<typeof promoIssuerAbi>
export type SparkEvent = EventOf<typeof sparkPointsAbi>
export type StreamEvent = EventOf<typeof rewardStreamAbi>
export type BuybackEvent = EventOf<typeof buybackAbi>

export type ChainEvent =
  | { readonly source: 'ledger'; readonly event: LedgerEvent }
  | { readonly source: 'registry'; readonly event: RegistryEvent }
  | { readonly source: 'license'; readonly event: LicenseEvent }
  | { readonly source: 'models'; readonly event: ModelEvent }
  | { readonly source: 'price'; readonly event: PriceEvent }
  | { readonly source: 'oracle'; readonly event: OracleEvent }
  | { readonly source: 'governor'; readonly event: GovernorEvent }
  | { readonly source: 'access'; readonly event: AccessEvent }
  | { readonly source: 'modelStake'; readonly event: ModelStakeEvent }
  | { readonly source: 'vault'; readonly event: VaultEvent }
  | { readonly source: 'benefits'; readonly event: BenefitsEvent }
  | { readonly source: 'devices'; readonly event: DeviceEvent }
  | { readonly source: 'recoveries'; readonly event: RecoveryEvent }
  | { readonly source: 'referrals'; readonly event: ReferralEvent }
  | { readonly source: 'quests'; readonly event: QuestEvent }
  | { readonly source: 'campaigns'; readonly event: CampaignEvent }
  | { readonly source: 'treasury'; readonly event: TreasuryEvent }
  | { readonly source: 'sale'; readonly event: SaleEvent }
  | { readonly source: 'fiat'; readonly event: FiatEvent }
  | { readonly source: 'promo'; readonly event: PromoEvent }
  | { readonly source: 'spark'; readonly event: SparkEvent }
  | { readonly source: 'stream'; readonly event: StreamEvent }
  | { readonly source: 'buyback'; readonly event: BuybackEvent }

const sources = ({ contracts }: Network) =>
  [
    { source: 'ledger', address: contracts.renderLedger, abi: renderLedgerAbi },
    { source: 'registry', address: contracts.workerRegistry, abi: workerRegistryAbi },
    { source: 'license', address: contracts.workerLicense, abi: workerLicenseAbi },
    { source: 'models', address: contracts.modelRegistry, abi: modelRegistryAbi },
    { source: 'price', address: contracts.governedPrice, abi: governedPriceAbi },
    { source: 'oracle', address: contracts.priceOracle, abi: priceOracleAbi },
    { source: 'governor', address: contracts.governor, abi: governorAbi },
    { source: 'access', address: contracts.modelAccess, abi: modelAccessAbi },
    { source: 'modelStake', address: contracts.modelStake, abi: modelStakeAbi },
    { source: 'vault', address: contracts.stakingVault, abi: stakingVaultAbi },
    { source: 'benefits', address: contracts.stakeBenefits, abi: stakeBenefitsAbi },
    { source: 'devices', address: contracts.deviceValidator, abi: deviceValidatorAbi },
    { source: 'recoveries', address: contracts.recoveryValidator, abi: recoveryValidatorAbi },
    { source: 'referrals', address: contracts.referrals, abi: referralsAbi },
    { source: 'quests', address: contracts.quests, abi: questsAbi },
    { source: 'campaigns', address: contracts.rewardsDistributor, abi: rewardsDistributorAbi },
    { source: 'treasury', address: contracts.treasury, abi: treasuryAbi },
    { source: 'sale', address: contracts.sparkSale, abi: sparkSaleAbi },
    { source: 'fiat', address: contracts.fiatMinter, abi: fiatMinterAbi },
    { source: 'promo', address: contracts.promoIssuer, abi: promoIssuerAbi },
    { source: 'spark', address: contracts.sparkPoints, abi: sparkPointsAbi },
    { source: 'stream', address: contracts.rewardStream, abi: rewardStreamAbi },
    { source: 'buyback', address: contracts.buyback, abi: buybackAbi },
  ] as const

export const indexedAddresses = (network: Network): Address[] =>
  sources(network).map(({ address }) => address)

/** Events of our contracts in the order of the block; unknown ones, such as those of proxies, are left out. */
export function decodeLogs(network: Network, logs: readonly Log[], at: number): ChainEvent[] {
  return [...logs]
    .sort((a, b) => Number(a.logIndex) - Number(b.logIndex))
    .flatMap((log) => {
      const found = sources(network).find(
        ({ address }) => address.toLowerCase() === log.address.toLowerCase(),
      )
      if (found === undefined) return []
      const place = {
        tx: log.transactionHash,
        logIndex: Number(log.logIndex),
        block: Number(log.blockNumber),
        at,
      }
      return parseEventLogs({ abi: found.abi as Abi, logs: [log], strict: true }).map(
        (event) => ({ source: found.source, event: { ...event, place } }) as unknown as ChainEvent,
      )
    })
}
