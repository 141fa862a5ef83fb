import {
  type Abi,
  type Account,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  createPublicClient,
  createWalletClient,
  type Hash,
  http,
  type TransactionReceipt,
} from 'viem'
import { foundry } from 'viem/chains'

export type LocalChain = ReturnType<typeof createLocalChain>

type Sender = { account: Account; nonce?: number }
type Writes<A extends Abi> = ContractFunctionName<A, 'nonpayable' | 'payable'>

/** Reads and writes of the local chain, by keys that lie in the data folder. */
export function createLocalChain(rpcUrl: string) {
  const transport = http(rpcUrl)
  const reader = createPublicClient({ chain: foundry, transport, pollingInterval: 100 })
  const walletOf = (account: Account) => createWalletClient({ chain: foundry, transport, account })

  async function mined(hash: Hash, what: string): Promise<TransactionReceipt> {
    const receipt = await reader.waitForTransactionReceipt({ hash })
    if (receipt.status !== 'success') throw new Error(`${what} reverted in ${hash}`)
    return receipt
  }

  /** Calls a contract and waits until the call is mined; a revert comes with its name, from the gas estimate. */
  async function send<const A extends Abi, F extends Writes<A>>(
    call: Sender & {
      address: Address
      abi: A
      functionName: F
      args: ContractFunctionArgs<A, 'nonpayable' | 'payable', F>
      value?: bigint
    },
  ): Promise<TransactionReceipt> {
    const { account, nonce, address, functionName, value } = call
    const erased = { abi: call.abi as Abi, args: call.args as readonly unknown[] }
    return mined(
      await walletOf(account).writeContract({ ...erased, address, functionName, nonce, value }),
      functionName,
    )
  }

  async function pay({
    account,
    nonce,
    ...transfer
  }: Sender & { to: Address; value: bigint }): Promise<TransactionReceipt> {
    return mined(await walletOf(account).sendTransaction({ ...transfer, nonce }), `Paying ${transfer.to}`)
  }

  return { reader, send, pay }
}
