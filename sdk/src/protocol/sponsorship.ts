import { type Address, concatHex, type Hex, type LocalAccount, numberToHex } from 'viem'
import { STUB_ECDSA_SIGNATURE } from './accountSignatures.ts'
import { packedFields, packUserOperation, type UserOperation } from './userOperation.ts'

/** OpenZeppelin's request, field for field. */
const requestTypes = {
  UserOperationRequest: [
    ...packedFields,
    { name: 'paymasterVerificationGasLimit', type: 'uint256' },
    { name: 'paymasterPostOpGasLimit', type: 'uint256' },
    { name: 'validAfter', type: 'uint48' },
    { name: 'validUntil', type: 'uint48' },
  ],
} as const

/** When an approval counts, in seconds of the chain's clock: later than the first, up to the second. */
export type Validity = { readonly validAfter: number; readonly validUntil: number }

/** EIP-712 domain of the paymaster at `sponsor`. */
export const sponsorDomain = (chainId: number, sponsor: Address) =>
  ({ name: 'SponsorPaymaster', version: '1', chainId, verifyingContract: sponsor }) as const

/** What the sponsor's signer approves: everything of the operation that can cost it something. */
export function typedSponsorship(
  domain: ReturnType<typeof sponsorDomain>,
  operation: UserOperation,
  validity: Validity,
) {
  const { paymasterAndData: _, signature: __, ...packed } = packUserOperation(operation)
  return {
    domain,
    types: requestTypes,
    primaryType: 'UserOperationRequest',
    message: {
      ...packed,
      paymasterVerificationGasLimit: operation.paymasterVerificationGasLimit ?? 0n,
      paymasterPostOpGasLimit: operation.paymasterPostOpGasLimit ?? 0n,
      ...validity,
    },
  } as const
}

/** `paymasterData` of an approved operation. */
export const encodeSponsorship = ({ validAfter, validUntil }: Validity, signature: Hex): Hex =>
  concatHex([numberToHex(validAfter, { size: 6 }), numberToHex(validUntil, { size: 6 }), signature])

/** `paymasterData` of the right size, with which an operation is estimated. */
export const stubSponsorship: Hex = encodeSponsorship(
  { validAfter: 2 ** 32 + 1, validUntil: 2 ** 33 + 1 },
  STUB_ECDSA_SIGNATURE,
)

/** Approves an operation. */
export async function signSponsorship(
  signer: Pick<LocalAccount, 'signTypedData'>,
  domain: ReturnType<typeof sponsorDomain>,
  operation: UserOperation,
  validity: Validity,
): Promise<UserOperation> {
  const signature = await signer.signTypedData(typedSponsorship(domain, operation, validity))
  return {
    ...operation,
    paymaster: domain.verifyingContract,
    paymasterData: encodeSponsorship(validity, signature),
  }
}
