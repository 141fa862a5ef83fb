import {
  type Abi,
  type Account,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  createPublicClient,
  createWalletClient,
  http,
  type TransactionReceipt,
} from 'viem'
import { foundry } from 'viem/chains'

export type LocalChain = ReturnType<typeof createLocalChain>

/** Reads and writes of the local chain by keys that lie in the data folder. */
export function createLocalChain(rpcUrl: string) {
  const transport = http(rpcUrl)
  const reader = createPublicClient({ chain: foundry, transport, pollingInterval: 100 })

  /** Simulates first, so that a revert comes with its name, then waits until it is mined. */
  async function send<
    const A extends Abi,
    F extends ContractFunctionName<A, 'nonpayable' | 'payable'>,
  >(call: {
    account: Account
    address: Address
    abi: A
    functionName: F
    args: ContractFunctionArgs<A, 'nonpayable' | 'payable', F>
  }): Promise<TransactionReceipt> {
    const { request } = await reader.simulateContract(call as Parameters<typeof reader.simulateContract>[0])
    const wallet = createWalletClient({ chain: foundry, transport, account: call.account })
    const hash = await wallet.writeContract(request as Parameters<typeof wallet.writeContract>[0])
    const receipt = await reader.waitForTransactionReceipt({ hash })
    if (receipt.status !== 'success') throw new Error(`${call.functionName} reverted in ${hash}`)
    return receipt
  }

  return { reader, send, transport }
}
