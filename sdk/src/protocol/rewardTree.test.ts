import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { type Address, numberToHex, zeroHash } from 'viem'
import { describe, expect, it } from 'vitest'
import { rewardProof, rewardRoot, verifyReward } from './rewardTree.ts'

const CAMPAIGN = 7
const accountOf = (i: number): Address => numberToHex(BigInt(i + 1) * 0x123456789abcdefn, { size: 20 })
const rows = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ account: accountOf(i), earned: BigInt(i + 1) * 10n ** 18n }))

describe('the tree of a campaign', () => {
  it.each([1, 2, 3, 5, 8, 33])('is OpenZeppelin’s over %d accounts, with every proof', (count) => {
    const tree = StandardMerkleTree.of(
      rows(count).map(({ account, earned }) => [CAMPAIGN, account, earned]),
      ['uint32', 'address', 'uint256'],
    )
    const { root, total } = rewardRoot(CAMPAIGN, rows(count).reverse())
    expect(root).toBe(tree.root)
    expect(total).toBe((BigInt(count) * BigInt(count + 1) * 10n ** 18n) / 2n)
    for (const row of rows(count)) {
      const found = rewardProof(CAMPAIGN, rows(count), row.account)
      expect(found?.earned).toBe(row.earned)
      expect(found?.proof).toEqual(tree.getProof([CAMPAIGN, row.account, row.earned]))
      expect(verifyReward(root, CAMPAIGN, row, found?.proof ?? [])).toBe(true)
      expect(verifyReward(root, CAMPAIGN, { ...row, earned: row.earned + 1n }, found?.proof ?? [])).toBe(
        false,
      )
      expect(verifyReward(root, CAMPAIGN + 1, row, found?.proof ?? [])).toBe(false)
    }
  })

  it('lists nobody for nothing, nobody twice, and is zero over nothing', () => {
    const [first] = rows(1)
    if (first === undefined) throw new Error('no row')
    const nothing = { account: accountOf(9), earned: 0n }
    expect(rewardRoot(CAMPAIGN, [first, nothing])).toEqual(rewardRoot(CAMPAIGN, [first]))
    expect(rewardProof(CAMPAIGN, [first, nothing], nothing.account)).toBeUndefined()
    expect(rewardRoot(CAMPAIGN, [nothing])).toEqual({ root: zeroHash, total: 0n })
    const again = { ...first, account: first.account.toUpperCase().replace('0X', '0x') as Address }
    expect(() => rewardRoot(CAMPAIGN, [first, again])).toThrow(/twice/)
  })
})
