import type { UserOperation } from '@supernet/sdk/protocol'
import type { DelegationAuthorization } from '@supernet/sdk/schema'
import { type Address, isAddressEqual, numberToHex, type SignedAuthorization } from 'viem'
import { recoverAuthorizationAddress } from 'viem/utils'
import type { OperationFault } from './operationFault.ts'

export interface AuthorizationRules {
  readonly chainId: number
  /** Whether wallets may run this code as accounts here. */
  serves(delegate: Address): boolean
}

/** In the form of a transaction's list. */
const signedAuthorization = (auth: DelegationAuthorization): SignedAuthorization => ({
  address: auth.address,
  chainId: Number(auth.chainId),
  nonce: Number(auth.nonce),
  yParity: Number(auth.yParity),
  r: numberToHex(auth.r, { size: 32 }),
  s: numberToHex(auth.s, { size: 32 }),
})

/** What the transaction of a bundle carries beside its call. */
export const authorizationsOf = (operations: readonly UserOperation[]): SignedAuthorization[] =>
  operations.flatMap(({ eip7702Auth }) =>
    eip7702Auth === undefined ? [] : [signedAuthorization(eip7702Auth)],
  )

const invalid = (message: string): OperationFault => ({
  code: 'operation-invalid',
  message: `eip7702Auth: ${message}`,
})

/**
 * What is wrong with an operation's authorization by itself; undefined where nothing is. Whether its number is the next one
 * of the wallet the chain says: the chain passes over one that is not.
 */
export async function checkAuthorization(
  { sender, eip7702Auth }: UserOperation,
  { chainId, serves }: AuthorizationRules,
): Promise<OperationFault | undefined> {
  if (eip7702Auth === undefined) return undefined
  if (eip7702Auth.chainId !== 0n && eip7702Auth.chainId !== BigInt(chainId))
    return invalid(`chainId is ${eip7702Auth.chainId}, not ${chainId}`)
  if (!serves(eip7702Auth.address)) return invalid(`wallets that run ${eip7702Auth.address} are not served`)
  try {
    const signer = await recoverAuthorizationAddress({ authorization: signedAuthorization(eip7702Auth) })
    return isAddressEqual(signer, sender) ? undefined : invalid(`signed by ${signer}, not by the sender`)
  } catch {
    return invalid('the signature is none of the sender')
  }
}
