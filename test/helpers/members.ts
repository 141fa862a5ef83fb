import { accountFactoryAbi } from '@supernet/sdk/abi'
import {
  type AccountCall,
  encodeAccountCalls,
  encodePasskeySignature,
  FIRST_SALT,
  hashUserOperation,
  preVerificationGas,
  signSponsorship,
  sponsorDomain,
  stubPasskeySignature,
  type UserOperation,
} from '@supernet/sdk/protocol'
import type { Hex, LocalAccount } from 'viem'
import { entryPoint08Abi } from 'viem/account-abstraction'
import type { LocalNetwork } from '../../deploy/local/network.ts'
import { createPasskey, type Passkey } from './passkey.ts'

/** An account with its passkey. */
export type Member = { readonly passkey: Passkey; readonly address: Hex }

type Net = Pick<LocalNetwork, 'network' | 'chain' | 'keys'>

const ORIGIN = 'http://localhost:4180'
const GWEI = 10n ** 9n
/** Transactions of one key that a node keeps waiting. */
const AT_ONCE = 40

/** Accounts that are there, made by transactions of `payer`. */
export async function createMembers(net: Net, payer: string, count: number): Promise<Member[]> {
  const { chain, network, keys } = net
  const account = keys.account(payer)
  const factory = { address: network.contracts.accountFactory, abi: accountFactoryAbi } as const
  const members: Member[] = []
  while (members.length < count) {
    const passkeys = Array.from({ length: Math.min(AT_ONCE, count - members.length) }, () =>
      createPasskey(ORIGIN),
    )
    const first = await chain.reader.getTransactionCount({ address: account.address, blockTag: 'pending' })
    members.push(
      ...(await Promise.all(
        passkeys.map(async (passkey, i) => {
          const args = [passkey.qx, passkey.qy, FIRST_SALT, []] as const
          const address = await chain.reader.readContract({ ...factory, functionName: 'accountOf', args })
          const nonce = first + i
          await chain.send({ ...factory, account, nonce, functionName: 'createAccount', args })
          return { passkey, address }
        }),
      )),
    )
  }
  return members
}

export interface OperationTerms {
  readonly nonce: bigint
  readonly calls: readonly AccountCall[]
  /** Beside those of the draft. */
  readonly change?: Partial<UserOperation>
}

/** An operation as it is before anybody has signed; enough gas for a call or two. */
export function draftOperation(
  { network }: Net,
  { address }: Pick<Member, 'address'>,
  terms: OperationTerms,
): UserOperation {
  const draft: UserOperation = {
    sender: address,
    nonce: terms.nonce,
    callData: encodeAccountCalls(terms.calls),
    callGasLimit: 60_000n,
    verificationGasLimit: 100_000n,
    preVerificationGas: 0n,
    maxFeePerGas: 10n * GWEI,
    maxPriorityFeePerGas: GWEI,
    paymaster: network.contracts.sponsorPaymaster,
    paymasterVerificationGasLimit: 45_000n,
    paymasterPostOpGasLimit: 0n,
    paymasterData: `0x${'11'.repeat(77)}`,
    signature: stubPasskeySignature(ORIGIN),
    ...terms.change,
  }
  return { ...draft, preVerificationGas: draft.preVerificationGas || preVerificationGas(draft) }
}

const sponsors = new WeakMap<object, LocalAccount>()

/** Its key, derived once. */
function sponsorOf({ keys }: Net): LocalAccount {
  const account = sponsors.get(keys) ?? keys.account('sponsor')
  sponsors.set(keys, account)
  return account
}

/** Signs an operation with the account's passkey; whoever approves it has done so before. */
export function signByPasskey(
  { network }: Pick<Net, 'network'>,
  passkey: Passkey,
  operation: UserOperation,
): { hash: Hex; operation: UserOperation } {
  const { chainId, contracts } = network
  const hash = hashUserOperation({ chainId, address: contracts.entryPoint }, operation)
  return { hash, operation: { ...operation, signature: encodePasskeySignature(passkey.sign(hash)) } }
}

/** Approves an operation with the sponsor's key, for the hour, and signs it with the passkey. */
export async function signOperation(
  net: Net,
  { passkey }: Member,
  draft: UserOperation,
  now: number,
): Promise<{ hash: Hex; operation: UserOperation }> {
  const { chainId, contracts } = net.network
  const domain = sponsorDomain(chainId, contracts.sponsorPaymaster)
  const validity = { validAfter: now - 60, validUntil: now + 3_600 }
  return signByPasskey(net, passkey, await signSponsorship(sponsorOf(net), domain, draft, validity))
}

/** The number of an account's next operation. */
export const nonceOf = ({ chain, network }: Net, sender: Hex): Promise<bigint> =>
  chain.reader.readContract({
    address: network.contracts.entryPoint,
    abi: entryPoint08Abi,
    functionName: 'getNonce',
    args: [sender, 0n],
  })
