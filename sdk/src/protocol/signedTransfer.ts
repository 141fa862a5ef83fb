import { type Address, type Hex, hashTypedData, type LocalAccount } from 'viem'
import type { TransferAuthorization } from '../schema/transfers.ts'

/** ERC-3009's authorization, field for field. */
const transferTypes = {
  TransferWithAuthorization: [
    { name: 'from', type: 'address' },
    { name: 'to', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'validAfter', type: 'uint256' },
    { name: 'validBefore', type: 'uint256' },
    { name: 'nonce', type: 'bytes32' },
  ],
} as const

/** The SOGNI token never changes, and its domain neither. */
export const sogniDomain = (chainId: number, sogniToken: Address) =>
  ({ name: 'Sogni', version: '1', chainId, verifyingContract: sogniToken }) as const

type Domain = ReturnType<typeof sogniDomain>

/** What a holder of SOGNI signs, so that somebody else can pay for the transfer. */
export function typedTransfer(domain: Domain, { amount, ...transfer }: TransferAuthorization) {
  const { from, to, validAfter, validBefore, nonce } = transfer
  return {
    domain,
    types: transferTypes,
    primaryType: 'TransferWithAuthorization',
    message: {
      ...{ from, to, nonce },
      value: amount,
      validAfter: BigInt(validAfter),
      validBefore: BigInt(validBefore),
    },
  } as const
}

export const hashTransfer = (domain: Domain, transfer: TransferAuthorization): Hex =>
  hashTypedData(typedTransfer(domain, transfer))

/** The holder's word for one transfer, in wei of SOGNI. */
export const signTransfer = (
  holder: Pick<LocalAccount, 'signTypedData'>,
  domain: Domain,
  transfer: TransferAuthorization,
): Promise<Hex> => holder.signTypedData(typedTransfer(domain, transfer))
