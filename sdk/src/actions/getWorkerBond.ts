import type { Address, Client, Hex } from 'viem'
import { readContract } from 'viem/actions'
import { renderLedgerAbi, stakeBenefitsAbi, stakingVaultAbi, workerRegistryAbi } from '../abi/index.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import { getWorkerDiscount, type StakeRules } from './getStakeRules.ts'

/** What a worker's owner has bonded for it, and what the treasury takes of it. */
export interface WorkerBond {
  readonly workerId: Hex
  readonly operator: Address
  readonly payout: Address
  readonly fast: boolean
  /** Wei of SOGNI. */
  readonly pledged: bigint
  readonly bonded: bigint
  readonly required: bigint
  /** Tier and Genesis, beside the bond. */
  readonly otherBps: bigint
  /** What the ledger takes until it is refreshed. */
  readonly ledgerTakeBps: bigint
}

export interface GetWorkerBondParameters {
  readonly contracts: {
    readonly stakingVault: Address
    readonly stakeBenefits: Address
    readonly workerRegistry: Address
    readonly renderLedger: Address
  }
  readonly rules: StakeRules
  readonly workerId: Hex
  readonly owner: Address
}

/** Undefined for a worker that belongs to somebody else. */
export async function getWorkerBond(
  client: Client,
  { contracts, rules, workerId, owner }: GetWorkerBondParameters,
): Promise<WorkerBond | undefined> {
  const { stakingVault, stakeBenefits, workerRegistry, renderLedger } = contracts
  try {
    const worker = await readContract(client, {
      abi: workerRegistryAbi,
      address: workerRegistry,
      functionName: 'worker',
      args: [workerId],
    })
    if (worker.owner.toLowerCase() !== owner.toLowerCase()) return undefined
    const args = [workerId, owner] as const
    const [bond, required, row, otherBps] = await Promise.all([
      readContract(client, { abi: stakingVaultAbi, address: stakingVault, functionName: 'bondOf', args }),
      readContract(client, {
        abi: stakeBenefitsAbi,
        address: stakeBenefits,
        functionName: 'requiredOf',
        args,
      }),
      readContract(client, {
        abi: renderLedgerAbi,
        address: renderLedger,
        functionName: 'worker',
        args: [worker.operator],
      }),
      getWorkerDiscount(client, { stakeBenefits, rules, workerId, owner }),
    ])
    return {
      workerId,
      operator: worker.operator,
      payout: worker.payout,
      fast: worker.fast,
      pledged: bond.pledged,
      bonded: bond.amount,
      required,
      otherBps,
      ledgerTakeBps: BigInt(row.takeBps),
    }
  } catch (error) {
    throw toBaseError(error)
  }
}
