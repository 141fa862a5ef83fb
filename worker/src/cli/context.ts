import { readFileSync } from 'node:fs'
import { send as sendCall } from '@supernet/sdk/actions'
import { BaseError, toBaseError } from '@supernet/sdk/errors'
import type { Network } from '@supernet/sdk/schema'
import {
  type Abi,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  createPublicClient,
  createWalletClient,
  defineChain,
  http,
  type TransactionReceipt,
  BaseError as ViemError,
} from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'

type Writes<A extends Abi> = ContractFunctionName<A, 'nonpayable' | 'payable'>

export const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** JSON for people and scripts; amounts as decimal strings. */
export const printJson = (value: unknown): void =>
  print(JSON.stringify(value, (_, field) => (typeof field === 'bigint' ? field.toString() : field)))

/** A private key from a file that holds nothing else: never on the command line, where others can read it. */
export const accountFrom = (path: string): PrivateKeyAccount =>
  privateKeyToAccount(readFileSync(path, 'utf8').trim() as `0x${string}`)

/** Reads and mined writes of a network, by one account. */
export const connect = ({ rpcUrl, chainId }: Network, account: PrivateKeyAccount) => {
  const chain = defineChain({
    id: chainId,
    name: `chain ${chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
  const transport = http(rpcUrl)
  const reader = createPublicClient({ chain, transport, pollingInterval: 500 })
  const wallet = createWalletClient({ chain, transport, account })

  const send = async <const A extends Abi, F extends Writes<A>>(call: {
    address: Address
    abi: A
    functionName: F
    args: ContractFunctionArgs<A, 'nonpayable' | 'payable', F>
  }): Promise<TransactionReceipt> => {
    const erased = { ...call, abi: call.abi as Abi, args: call.args as readonly unknown[] }
    const receipt = await reader.waitForTransactionReceipt({ hash: await sendCall(wallet, erased) })
    if (receipt.status !== 'success') {
      throw new BaseError('transaction-reverted', { details: { tx: receipt.transactionHash } })
    }
    return receipt
  }
  return { reader, send }
}

/** Runs a command: its fault is one sentence with its code, on standard error. */
export const runCommand = async (usage: string, command: () => Promise<void>): Promise<void> => {
  try {
    await command()
  } catch (error) {
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
      process.stderr.write(`${error.message}\nUsage: ${usage}\n`)
    } else {
      const { code, shortMessage, details, cause } = toBaseError(error)
      const reason =
        cause instanceof ViemError ? cause.details : cause instanceof Error ? cause.message : undefined
      const why = reason === undefined ? '' : ` (${reason})`
      process.stderr.write(`${code}: ${shortMessage}${why}\n${details ? `${JSON.stringify(details)}\n` : ''}`)
    }
    process.exitCode = 1
  }
}
