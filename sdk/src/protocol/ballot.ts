import type { Address, Hex, LocalAccount } from 'viem'
import { Support } from '../schema/proposal.ts'

/** OpenZeppelin's ballot, field for field. */
const ballotTypes = {
  Ballot: [
    { name: 'proposalId', type: 'uint256' },
    { name: 'support', type: 'uint8' },
    { name: 'voter', type: 'address' },
    { name: 'nonce', type: 'uint256' },
  ],
} as const

export type Ballot = {
  readonly proposalId: bigint
  readonly support: Support
  readonly voter: Address
  /** The governor's `nonces(voter)`. */
  readonly nonce: bigint
}

export const supportNumber = (support: Support): number => Support.options.indexOf(support)

export const governorDomain = (chainId: number, governor: Address) =>
  ({ name: 'SupernetGovernor', version: '1', chainId, verifyingContract: governor }) as const

/** What a voter signs, so that somebody else can cast the vote. */
export const typedBallot = (domain: ReturnType<typeof governorDomain>, ballot: Ballot) =>
  ({
    domain,
    types: ballotTypes,
    primaryType: 'Ballot',
    message: { ...ballot, support: supportNumber(ballot.support) },
  }) as const

/** For a voter with a key. A contract account signs the same typed data in its own way (ERC-1271). */
export const signBallot = (
  voter: Pick<LocalAccount, 'signTypedData'>,
  domain: ReturnType<typeof governorDomain>,
  ballot: Ballot,
): Promise<Hex> => voter.signTypedData(typedBallot(domain, ballot))
