import type { Address, Hex, LocalAccount } from 'viem'

/*
 * What an attester vouches for, as the contracts check it: each contract has a domain of its own. Vouching is the job of
 * the role `attester`; anyone may bring the statement to the contract.
 */

const attestationTypes = {
  Boost: [
    { name: 'account', type: 'address' },
    { name: 'day', type: 'uint32' },
    { name: 'deadline', type: 'uint48' },
  ],
  Spend: [
    { name: 'referee', type: 'address' },
    { name: 'spent', type: 'uint256' },
    { name: 'deadline', type: 'uint48' },
  ],
  Quest: [
    { name: 'questId', type: 'uint32' },
    { name: 'account', type: 'address' },
    { name: 'deadline', type: 'uint48' },
  ],
  Claim: [
    { name: 'model', type: 'uint32' },
    { name: 'to', type: 'address' },
    { name: 'kycRef', type: 'bytes32' },
    { name: 'deadline', type: 'uint48' },
  ],
} as const

/** Contract and version that each kind of statement is made to. */
const NAMES = { Boost: 'DailyBoost', Spend: 'Referrals', Quest: 'Quests', Claim: 'ModelClaims' } as const

export interface Statements {
  /** `account` came itself on `day`, counted in days since 1970. */
  readonly Boost: { readonly account: Address; readonly day: number; readonly deadline: number }
  /** All that `referee` spent of its own since it was referred, in 1e-18 Spark. */
  readonly Spend: { readonly referee: Address; readonly spent: bigint; readonly deadline: number }
  readonly Quest: { readonly questId: number; readonly account: Address; readonly deadline: number }
  /** Who `to` is, is known; `kycRef` is the attester's own reference, without any personal data. */
  readonly Claim: {
    readonly model: number
    readonly to: Address
    readonly kycRef: Hex
    readonly deadline: number
  }
}
export type StatementKind = keyof Statements

/** What the attester signs for the contract at `verifyingContract`. */
export const typedStatement = <K extends StatementKind>(
  chainId: number,
  verifyingContract: Address,
  kind: K,
  statement: Statements[K],
) => ({
  domain: { name: NAMES[kind], version: '1', chainId, verifyingContract },
  types: { [kind]: attestationTypes[kind] },
  primaryType: kind,
  message: statement,
})

export const signStatement = <K extends StatementKind>(
  attester: Pick<LocalAccount, 'signTypedData'>,
  chainId: number,
  verifyingContract: Address,
  kind: K,
  statement: Statements[K],
): Promise<Hex> =>
  attester.signTypedData(typedStatement(chainId, verifyingContract, kind, statement) as never)
