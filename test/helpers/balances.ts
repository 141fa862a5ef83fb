import { renderLedgerAbi } from '@supernet/sdk/abi'
import type { Address } from 'viem'
import type { TestNetwork } from './testNetwork.ts'

export type Balances = Record<string, bigint>

/** Everything on the ledger that money can move between: sessions, workers, royalty, treasury. */
export async function readBalances(
  { network, chain, modelId }: Pick<TestNetwork, 'network' | 'chain' | 'modelId'>,
  sessions: readonly Address[],
  operators: readonly Address[],
): Promise<Balances> {
  const ledger = { address: network.contracts.renderLedger, abi: renderLedgerAbi } as const
  const { reader } = chain
  const balances: Balances = {}
  for (const key of sessions)
    balances[`session ${key}`] = (
      await reader.readContract({ ...ledger, functionName: 'session', args: [key] })
    ).balance
  for (const operator of operators)
    balances[`worker ${operator}`] = (
      await reader.readContract({ ...ledger, functionName: 'worker', args: [operator] })
    ).accrued
  const model = await reader.readContract({ ...ledger, functionName: 'model', args: [modelId] })
  const books = await reader.readContract({ ...ledger, functionName: 'global' })
  return {
    ...balances,
    royalty: model.royalty,
    treasury: books.treasury,
    outstanding: books.sparkOutstanding,
  }
}
