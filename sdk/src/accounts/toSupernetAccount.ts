import type { Address, Hex, TypedDataDefinition } from 'viem'
import { entryPoint08Abi, type SmartAccount, toSmartAccount } from 'viem/account-abstraction'
import { getBlock, getChainId, readContract } from 'viem/actions'
import { accountFactoryAbi } from '../abi/accountFactory.ts'
import { BaseError } from '../errors/base.ts'
import { type AccountSeed, encodeCreation, FIRST_SALT } from '../protocol/accountBirth.ts'
import { type AccountCall, decodeAccountCalls, encodeAccountCalls } from '../protocol/accountCalls.ts'
import type { PasskeyPublicKey } from '../protocol/passkeySignature.ts'
import { nonceKeyOf, type UserOperation } from '../protocol/userOperation.ts'
import type { Contracts } from '../schema/network.ts'
import type { AccountOwner } from './owners.ts'

export type SupernetAccountOptions = {
  /** Reads the chain. */
  readonly client: Parameters<typeof toSmartAccount>[0]['client']
  readonly contracts: Pick<Contracts, 'entryPoint' | 'accountFactory'>
  /** Who signs: the passkey, another device, or a delegate key. */
  readonly owner: AccountOwner
  /** The passkey that the account was, or will be, made with. */
  readonly key: PasskeyPublicKey
  readonly salt?: Hex
  /** Calls that the account is made with: part of its address. */
  readonly birth?: readonly AccountCall[]
  /** Where it is, if that is known: spares a question to the chain. */
  readonly address?: Address
}

/**
 * An account for viem's bundler client. It makes itself with its first operation, whoever of its keys signs that. Throws
 * `key-limited` where its owner signs operations only, and `request-malformed` for call data that is not of its encoding.
 */
export async function toSupernetAccount(options: SupernetAccountOptions): Promise<SmartAccount> {
  const { client, contracts, owner, key, salt = FIRST_SALT, birth = [] } = options
  const seed: AccountSeed = { qx: key.qx, qy: key.qy, salt, birth }
  const address = options.address ?? (await readAddress(options, seed))
  const entryPoint = { abi: entryPoint08Abi, address: contracts.entryPoint, version: '0.8' } as const
  const signing = {
    account: address,
    entryPoint: { chainId: await getChainId(client), address: entryPoint.address },
  }

  return toSmartAccount({
    client,
    entryPoint,
    async getAddress() {
      return address
    },
    // Not viem's key of the day: a fresh lane costs 17,000 gas, and names a module.
    async getNonce() {
      return readContract(client, {
        ...entryPoint,
        functionName: 'getNonce',
        args: [address, nonceKeyOf(owner.validator)],
      })
    },
    async encodeCalls(calls) {
      return encodeAccountCalls(calls)
    },
    async decodeCalls(data) {
      const calls = decodeAccountCalls(data)
      if (calls === undefined) throw new BaseError('request-malformed', { details: data })
      return calls
    },
    async getFactoryArgs() {
      return { factory: contracts.accountFactory, factoryData: encodeCreation(seed) }
    },
    async getStubSignature() {
      return owner.stub
    },
    async signMessage({ message }) {
      if (owner.signMessage === undefined) throw new BaseError('key-limited')
      return owner.signMessage(signing, message)
    },
    async signTypedData(data) {
      if (owner.signTypedData === undefined) throw new BaseError('key-limited')
      return owner.signTypedData(signing, data as TypedDataDefinition)
    },
    async signUserOperation({ chainId: _, ...operation }) {
      const { timestamp } = await getBlock(client)
      const whole = { ...operation, sender: operation.sender ?? address } as UserOperation
      return owner.signOperation({ ...signing, time: Number(timestamp) }, whole)
    },
  })
}

const readAddress = (
  { client, contracts }: SupernetAccountOptions,
  { qx, qy, salt, birth }: AccountSeed,
): Promise<Address> =>
  readContract(client, {
    address: contracts.accountFactory,
    abi: accountFactoryAbi,
    functionName: 'accountOf',
    args: [
      qx,
      qy,
      salt,
      birth.map(({ to, value = 0n, data = '0x' }) => ({ target: to, value, callData: data })),
    ],
  })
