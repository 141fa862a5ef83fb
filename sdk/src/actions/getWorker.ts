import type { Address, Client, Hex } from 'viem'
import { readContract } from 'viem/actions'
import { workerRegistryAbi } from '../abi/index.ts'
import { toBaseError } from '../errors/toBaseError.ts'

/** A worker as the registry knows it: the facts that no relayer is believed on. */
export interface ChainWorker {
  readonly workerId: Hex
  readonly owner: Address
  /** Key in service; another one than asked for when that was retired. */
  readonly operator: Address
  readonly payout: Address
  readonly fast: boolean
  readonly jailed: boolean
  /** Lowest daily key sequence that a client may accept. */
  readonly minSeq: number
}

export interface GetWorkerParameters {
  readonly workerRegistry: Address
  readonly operator: Address
}

/** The worker that `operator` signs or signed for; undefined for a key that nobody registered. */
export async function getWorker(
  client: Client,
  { workerRegistry, operator }: GetWorkerParameters,
): Promise<ChainWorker | undefined> {
  const registry = { abi: workerRegistryAbi, address: workerRegistry } as const
  try {
    const workerId = await readContract(client, { ...registry, functionName: 'workerOf', args: [operator] })
    if (BigInt(workerId) === 0n) return undefined
    const worker = await readContract(client, { ...registry, functionName: 'worker', args: [workerId] })
    return { workerId, ...worker }
  } catch (error) {
    throw toBaseError(error)
  }
}
