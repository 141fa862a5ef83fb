import { renderLedgerAbi, treasuryAbi } from '@supernet/sdk/abi'
import type { Contracts } from '@supernet/sdk/schema'
import type { LocalChain } from './clients.ts'
import type { Keyring } from './keys.ts'

/** Brings the ledger's Spark rate up to the price and its pool up to the target, as anybody may. */
export async function refillPool(chain: LocalChain, contracts: Contracts, keys: Keyring): Promise<void> {
  const account = keys.account('faucet')
  const { treasury, renderLedger } = contracts
  await chain.send({ account, address: treasury, abi: treasuryAbi, functionName: 'refillPool', args: [] })
  await chain.send({
    account,
    address: renderLedger,
    abi: renderLedgerAbi,
    functionName: 'pushSparkRate',
    args: [],
  })
}
