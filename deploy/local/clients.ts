import { TRANSACTION_GAS_CAP } from '@supernet/sdk/protocol'
import {
  type Abi,
  type Account,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  createPublicClient,
  createWalletClient,
  type Hash,
  type Hex,
  http,
  type TransactionReceipt,
  type Transport,
} from 'viem'
import { foundry } from 'viem/chains'

export type LocalChain = ReturnType<typeof createLocalChain>

type Sender = { account: Account; nonce?: number }
type Writes<A extends Abi> = ContractFunctionName<A, 'nonpayable' | 'payable'>

/** Reads and writes of the local chain, by keys that lie in the data folder. */
export const createLocalChain = (rpcUrl: string, chainId?: number) => localChainOver(http(rpcUrl), chainId)

export function localChainOver(transport: Transport, chainId: number = foundry.id) {
  const chain = { ...foundry, id: chainId }
  const reader = createPublicClient({ chain, transport, pollingInterval: 100 })
  const walletOf = (account: Account) => createWalletClient({ chain, transport, account })

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
    const asked = { ...erased, address, functionName, nonce, value }
    // Other senders, and the next second, change what a call costs between its estimate and its block.
    const doubled = (await reader.estimateContractGas({ ...asked, account })) * 2n
    const gas = doubled < TRANSACTION_GAS_CAP ? doubled : TRANSACTION_GAS_CAP
    return mined(await walletOf(account).writeContract({ ...asked, gas }), functionName)
  }

  async function pay({
    account,
    nonce,
    ...transfer
  }: Sender & { to: Address; value: bigint }): Promise<TransactionReceipt> {
    return mined(await walletOf(account).sendTransaction({ ...transfer, nonce }), `Paying ${transfer.to}`)
  }

  /** Deploys what is not built here. */
  async function create({ account, data }: { account: Account; data: Hex }): Promise<Address> {
    const hash = await walletOf(account).sendTransaction({ data })
    const { contractAddress } = await mined(hash, 'Deploying')
    if (!contractAddress) throw new Error(`${hash} deployed nothing`)
    return contractAddress
  }

  return { reader, send, pay, create }
}
