import { type Address, type Hex, hexToBytes, numberToHex, pad } from 'viem'
import { leafOf, rootOf } from './merkle.ts'
import { buildTree, processProof, treeProof } from './merkleTree.ts'

/** What an account has earned in a campaign in all, in wei of the campaign's token. */
export interface Earned {
  readonly account: Address
  readonly earned: bigint
}

const rewardLeaf = (campaign: number, { account, earned }: Earned): Uint8Array =>
  leafOf(
    hexToBytes(numberToHex(campaign, { size: 32 })),
    hexToBytes(pad(account)),
    hexToBytes(numberToHex(earned, { size: 32 })),
  )

/** Every account once, in an order that does not depend on the input; nobody is listed for nothing. */
function listed(earned: readonly Earned[]): Earned[] {
  const rows = earned
    .filter((row) => row.earned > 0n)
    .map((row) => ({ ...row, account: row.account.toLowerCase() as Address }))
    .sort((a, b) => (a.account < b.account ? -1 : 1))
  const twice = rows.find((row, i) => rows[i + 1]?.account === row.account)
  if (twice !== undefined) throw new RangeError(`${twice.account} is listed twice`)
  return rows
}

export interface RewardRoot {
  readonly root: Hex
  /** What the leaves add up to. */
  readonly total: bigint
}

/** Root of a campaign, as StandardMerkleTree ['uint32', 'address', 'uint256']; zero without anyone. */
export function rewardRoot(campaign: number, earned: readonly Earned[]): RewardRoot {
  const rows = listed(earned)
  return {
    root: rootOf(rows.map((row) => rewardLeaf(campaign, row))),
    total: rows.reduce((sum, row) => sum + row.earned, 0n),
  }
}

/** What an account claims with; undefined where it earned nothing. */
export function rewardProof(
  campaign: number,
  earned: readonly Earned[],
  account: Address,
): { readonly earned: bigint; readonly proof: Hex[] } | undefined {
  const rows = listed(earned)
  const row = rows.find((candidate) => candidate.account === account.toLowerCase())
  if (row === undefined) return undefined
  const leaves = rows.map((each) => rewardLeaf(campaign, each))
  return { earned: row.earned, proof: treeProof(buildTree(leaves), rewardLeaf(campaign, row)) }
}

/** As the distributor checks it. */
export const verifyReward = (root: Hex, campaign: number, row: Earned, proof: readonly Hex[]): boolean =>
  processProof(rewardLeaf(campaign, row), proof) === root
