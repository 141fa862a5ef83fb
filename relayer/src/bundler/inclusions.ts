import { type Address, type Hex, type Log, type PublicClient, parseEventLogs } from 'viem'
import { entryPoint09Abi } from 'viem/account-abstraction'
import type { Inclusion } from './operationRows.ts'

/** Operations that a transaction's logs say were applied, by their hash. */
export function inclusionsOf(logs: readonly Log[], entryPoint: Address): Map<Hex, Inclusion> {
  const events = parseEventLogs({
    abi: entryPoint09Abi,
    eventName: 'UserOperationEvent',
    logs: logs.filter(({ address }) => address.toLowerCase() === entryPoint.toLowerCase()),
  })
  return new Map(
    events.map(({ args, transactionHash, blockNumber, blockHash }) => [
      args.userOpHash,
      {
        tx: transactionHash,
        block: Number(blockNumber),
        blockHash,
        success: args.success,
        gasCost: args.actualGasCost,
        gasUsed: args.actualGasUsed,
      },
    ]),
  )
}

/** Where an operation was applied by whatever transaction since `from`; undefined where it was not. */
export async function findInclusion(
  chain: PublicClient,
  entryPoint: Address,
  hash: Hex,
  from: number,
): Promise<Inclusion | undefined> {
  const logs = await chain.getContractEvents({
    address: entryPoint,
    abi: entryPoint09Abi,
    eventName: 'UserOperationEvent',
    args: { userOpHash: hash },
    fromBlock: BigInt(from),
  })
  return inclusionsOf(logs, entryPoint).get(hash)
}
