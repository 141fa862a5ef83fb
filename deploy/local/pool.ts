import { renderLedgerAbi, renderPricingAbi, treasuryAbi } from '@supernet/sdk/abi'
import type { Contracts } from '@supernet/sdk/schema'
import type { LocalChain } from './clients.ts'
import type { Keyring } from './keys.ts'

/** Brings the ledger's pool up to its target and its Spark rate up to the price, as anybody may. */
export async function refillPool(
  { reader, send }: LocalChain,
  contracts: Contracts,
  keys: Keyring,
): Promise<void> {
  const account = keys.account('faucet')
  const treasury = { address: contracts.treasury, abi: treasuryAbi } as const
  const ledger = { address: contracts.renderLedger, abi: renderLedgerAbi } as const
  const pricing = { address: contracts.renderPricing, abi: renderPricingAbi } as const
  const [global, target, rate] = await Promise.all([
    reader.readContract({ ...ledger, functionName: 'global' }),
    reader.readContract({ ...treasury, functionName: 'poolTarget' }),
    reader.readContract({ ...pricing, functionName: 'sparkRate' }),
  ])
  if (global.pool < target) await send({ ...treasury, account, functionName: 'refillPool', args: [] })
  if (global.sparkRate !== rate) await send({ ...ledger, account, functionName: 'pushSparkRate', args: [] })
}
