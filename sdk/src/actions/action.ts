import type {
  Abi,
  Account,
  Address,
  Chain,
  Client,
  ContractFunctionArgs,
  ContractFunctionName,
  EncodeFunctionDataParameters,
  Hash,
  Transport,
} from 'viem'
import { encodeFunctionData } from 'viem'
import { simulateContract, writeContract } from 'viem/actions'
import { contractErrors, renderLedgerAbi } from '../abi/index.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import { estimateInNextBlock, withMargin } from './estimateInNextBlock.ts'

/** A client that can send transactions: a wallet, or an account held by the program. */
export type WriteClient = Client<Transport, Chain | undefined, Account>

/** A contract call as a value: for reading, simulating, batching and sending. */
export interface Call {
  readonly abi: Abi
  readonly address: Address
  readonly functionName: string
  readonly args: readonly unknown[]
  /** Ether that goes along, in wei. */
  readonly value?: bigint
}

/** An ABI by which reverts are understood that come from a neighbour of the contract that was called. */
export const withErrors = <const A extends Abi>(abi: A): A => [...abi, ...contractErrors] as unknown as A

/**
 * Key of a transport behind which gas is measured: its bundler does that for an account of operations (ERC-4337). Any other
 * wallet is told the gas.
 */
export const OPERATIONS = 'operations'

/** Simulates, then sends with gas for the next block. Throws BaseError only; a revert's code is the Solidity error's name. */
export async function send(client: WriteClient, call: Call): Promise<Hash> {
  try {
    const abi = withErrors(call.abi)
    const { request } = await simulateContract(client, {
      ...call,
      abi,
      account: client.account,
      chain: client.chain,
    })
    if (client.transport.key === OPERATIONS) return await writeContract(client, request)
    const { address: to, value } = call
    const data = encodeFunctionData(call as EncodeFunctionDataParameters)
    const estimate = await estimateInNextBlock(client, { account: client.account.address, to, data, value })
    return await writeContract(client, { ...request, gas: withMargin(estimate) })
  } catch (error) {
    throw toBaseError(error)
  }
}

export interface WriteAction<P> {
  (client: WriteClient, parameters: P): Promise<Hash>
  /** The same as a value, without sending it. */
  readonly call: (parameters: P) => Call
}

/** An action that is one contract call. */
export const writeAction = <P>(call: (parameters: P) => Call): WriteAction<P> =>
  Object.assign((client: WriteClient, parameters: P) => send(client, call(parameters)), { call })

type Writable = 'nonpayable' | 'payable'

/** Builder of calls to the contracts with one ABI; arguments are checked against it. */
export const callsOf =
  <const A extends Abi>(abi: A) =>
  <N extends ContractFunctionName<A, Writable>>(
    address: Address,
    functionName: N,
    args: ContractFunctionArgs<A, Writable, N>,
  ): Call => ({ abi, address, functionName, args: args as readonly unknown[] })

export const ledgerCall = callsOf(renderLedgerAbi)
