import { contractErrors } from '@supernet/sdk/abi'
import getPort from 'get-port'
import {
  type Abi,
  type Address,
  BaseError,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type ContractFunctionReturnType,
  ContractFunctionRevertedError,
  createPublicClient,
  encodeFunctionData,
  type Hex,
  http,
  numberToHex,
  parseEther,
  type TransactionReceipt,
} from 'viem'
import { foundry } from 'viem/chains'
import { anvilBinary, CHAIN_ID } from '../../deploy/local/anvil.ts'
import { spawnOnLeash } from '../../deploy/local/leash.ts'
import { rpc } from '../../deploy/local/rpc.ts'
import { until } from '../../deploy/local/until.ts'

/** When the simulated time begins. */
const BEGINNING = 1_800_000_000
const GAS = 16_700_000n
/** A call often reverts in a contract further down: its errors have names, too. */
const withErrors = (abi: readonly unknown[]): Abi => [...abi, ...contractErrors] as Abi

type Writes<A extends Abi> = ContractFunctionName<A, 'nonpayable' | 'payable'>
type Reads<A extends Abi> = ContractFunctionName<A, 'view' | 'pure'>
type WriteArgs<A extends Abi, F extends Writes<A>> = ContractFunctionArgs<A, 'nonpayable' | 'payable', F>
type ReadArgs<A extends Abi, F extends Reads<A>> = ContractFunctionArgs<A, 'view' | 'pure', F>
export type Contract<A extends Abi = Abi> = { readonly abi: A; readonly address: Address }

export type Chain = Awaited<ReturnType<typeof startChain>>

/** A chain of its own, whose clock only we move: a block a second after the last one, or when we say. */
export async function startChain() {
  const port = await getPort()
  const rpcUrl = `http://127.0.0.1:${port}`
  const flags = ['--quiet', '--port', port, '--chain-id', CHAIN_ID, '--accounts', 0, '--hardfork', 'osaka']
  flags.push('--timestamp', BEGINNING, '--gas-limit', 60_000_000, '--auto-impersonate')
  const child = spawnOnLeash(anvilBinary(), flags.map(String))
  const ask = <T>(method: string, params: readonly unknown[] = []) => rpc<T>(rpcUrl, method, params, 60_000)
  await until(() => ask('eth_chainId'), { what: 'The simulated chain', timeoutMs: 30_000 })
  await ask('anvil_setBlockTimestampInterval', [1])

  const reader = createPublicClient({
    chain: foundry,
    transport: http(rpcUrl, { batch: true }),
    cacheTime: 0,
  })
  const now = async () => Number((await reader.getBlock()).timestamp)

  async function transact(from: Address, to: Address, data: Hex, value: bigint): Promise<TransactionReceipt> {
    const call = { from, to, data, value: numberToHex(value), gas: numberToHex(GAS) }
    return ask<TransactionReceipt>('eth_sendTransactionSync', [call])
  }

  /** A call that must not revert. */
  async function send<const A extends Abi, F extends Writes<A>>(
    from: Address,
    { abi, address }: Contract<A>,
    functionName: F,
    args: WriteArgs<A, F>,
    value = 0n,
  ): Promise<TransactionReceipt> {
    const erased = {
      abi: withErrors(abi),
      functionName: functionName as string,
      args: args as readonly unknown[],
    }
    const receipt = await transact(from, address, encodeFunctionData(erased), value)
    if (receipt.status !== ('0x1' as string)) {
      await reader.simulateContract({ ...erased, address, account: from, value })
      throw new Error(`${functionName} of ${from} reverted`)
    }
    return receipt
  }

  /** A call that may be refused: the name of the error then. */
  async function attempt<const A extends Abi, F extends Writes<A>>(
    from: Address,
    contract: Contract<A>,
    functionName: F,
    args: WriteArgs<A, F>,
    value = 0n,
  ): Promise<string | undefined> {
    const erased = { functionName: functionName as string, args: args as readonly unknown[] }
    const abi = withErrors(contract.abi)
    try {
      await reader.simulateContract({ ...erased, abi, address: contract.address, account: from, value })
    } catch (error) {
      return refusal(error)
    }
    await send(from, contract, functionName, args, value)
    return undefined
  }

  async function read<const A extends Abi, F extends Reads<A>>(
    { abi, address }: Contract<A>,
    functionName: F,
    args: ReadArgs<A, F>,
  ): Promise<ContractFunctionReturnType<A, 'view' | 'pure', F>> {
    const erased = { abi: abi as Abi, functionName: functionName as string, args: args as readonly unknown[] }
    return reader.readContract({ ...erased, address }) as never
  }

  return {
    rpcUrl,
    reader,
    now,
    send,
    attempt,
    read,
    /** Ether out of nothing: what people bring from outside. */
    fund: (account: Address) => ask<null>('anvil_setBalance', [account, numberToHex(parseEther('100000'))]),
    /** The next block is of that time. */
    async warp(time: number): Promise<void> {
      await ask('evm_setNextBlockTimestamp', [time])
      await ask('evm_mine')
    },
    stop: () => void child.kill(),
  }
}

function refusal(error: unknown): string {
  const reverted =
    error instanceof BaseError && error.walk((cause) => cause instanceof ContractFunctionRevertedError)
  const name = reverted instanceof ContractFunctionRevertedError && reverted.data?.errorName
  if (!name) throw error
  return name
}
