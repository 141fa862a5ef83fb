import type { Address, Client, TypedDataDomain } from 'viem'
import { erc20Abi, parseSignature } from 'viem'
import { getChainId, getCode, getEip712Domain, readContract, signTypedData } from 'viem/actions'
import { usdcAbi } from '../abi/index.ts'
import type { WriteClient } from './action.ts'

export interface PermitParameters {
  readonly token: Address
  readonly spender: Address
  /** In the token's smallest units. */
  readonly amount: bigint
  /** Unix time by the chain's clock until which the permit can be used. */
  readonly deadline: bigint
}

/** A signed allowance (EIP-2612), as the contracts take it. */
export interface Permit {
  readonly v: number
  readonly r: `0x${string}`
  readonly s: `0x${string}`
}

const PERMIT = [
  { name: 'owner', type: 'address' },
  { name: 'spender', type: 'address' },
  { name: 'value', type: 'uint256' },
  { name: 'nonce', type: 'uint256' },
  { name: 'deadline', type: 'uint256' },
] as const

/** The bit of the salt among the fields of ERC-5267. */
const SALT = 0x10

const versionAbi = [
  { type: 'function', name: 'version', stateMutability: 'view', inputs: [], outputs: [{ type: 'string' }] },
] as const

/** The domain by which a token checks permits: what it says itself (ERC-5267), else its name and version. */
async function permitDomain(client: Client, token: Address): Promise<TypedDataDomain> {
  const stated = await getEip712Domain(client, { address: token }).catch(() => undefined)
  if (stated !== undefined) {
    const { salt, ...domain } = stated.domain
    // The answer always has a salt; the fields say whether it is part of the domain.
    return (Number(stated.fields) & SALT) === 0 ? domain : stated.domain
  }
  // Circle's USDC is older than ERC-5267.
  const [name, version, chainId] = await Promise.all([
    readContract(client, { address: token, abi: erc20Abi, functionName: 'name' }),
    readContract(client, { address: token, abi: versionAbi, functionName: 'version' }),
    getChainId(client),
  ])
  return { name, version, chainId, verifyingContract: token }
}

/** Whether `account` can allow by signature: it has a key and no code of its own. */
export const canPermit = async (client: Client, account: Address): Promise<boolean> =>
  (await getCode(client, { address: account })) === undefined

/** Asks the account for its signature over an allowance. */
export async function signPermit(
  client: WriteClient,
  { token, spender, amount, deadline }: PermitParameters,
): Promise<Permit> {
  const owner = client.account.address
  const [domain, nonce] = await Promise.all([
    permitDomain(client, token),
    readContract(client, { address: token, abi: usdcAbi, functionName: 'nonces', args: [owner] }),
  ])
  const signature = await signTypedData(client, {
    account: client.account,
    domain,
    types: { Permit: PERMIT },
    primaryType: 'Permit',
    message: { owner, spender, value: amount, nonce, deadline },
  })
  const { r, s, yParity } = parseSignature(signature)
  return { v: 27 + yParity, r, s }
}
