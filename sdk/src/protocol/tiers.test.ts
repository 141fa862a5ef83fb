import { readFileSync } from 'node:fs'
import { type Hex, keccak256, numberToHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { seeded } from '../testing/random.ts'
import { scoreProofs, scoreRoot, verifyScore } from './scoreTree.ts'
import { type Factors, scoreEpoch, tierAt } from './tiers.ts'

const { tiers: vector } = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/scores.json', import.meta.url), 'utf8'),
)

const accounts = Array.from({ length: vector.peers }, (_, i) => ({
  id: numberToHex(i, { size: 32 }),
  factors: [(i * 7919) % 5000, (i * 104729) % 900, i % 30, (i * 31) % 12, i % 8].map(
    BigInt,
  ) as unknown as Factors,
}))
const scored = scoreEpoch(accounts)

describe('tiers relative to peers', () => {
  it('are those of the study', () => {
    const members = [0, 1, 2, 3, 4].map((tier) => scored.rows.filter((row) => row.tier === tier).length)
    expect(members).toEqual([1_200, 500, 200, 80, 20])
    expect(members).toEqual(vector.members)
    const top = scored.rows.find(({ rank }) => rank === 0)
    expect(BigInt(top?.id ?? 0)).toBe(495n)
    expect(top?.score).toBe(7_101_827_065_500n)
  })

  it('are those of the shared vectors', () => {
    expect(scored.totals.map(String)).toEqual(vector.totals)
    const scores = scored.rows.map(({ score }) => score.toString(16).padStart(16, '0')).join('')
    expect(keccak256(`0x${scores}`)).toBe(vector.scoresHash)
    for (const { id, index, rank, score, tier, sums } of vector.rows) {
      const row = scored.rows[index]
      expect(row).toMatchObject({ id, index, rank, tier, score: BigInt(score) })
      expect(row?.sums.map(String)).toEqual(sums)
    }
  })

  it('do not depend on the order of the input', () => {
    const random = seeded(7)
    const shuffled = [...accounts].sort(() => random.int(0, 2) - 1)
    expect(scoreEpoch(shuffled)).toEqual(scored)
  })

  it('break ties by the lower id', () => {
    const same = scoreEpoch(accounts.slice(0, 3).map(({ id }) => ({ id, factors: [4n, 0n, 0n, 0n, 0n] })))
    expect(same.rows.map(({ rank }) => rank)).toEqual([0, 1, 2])
  })

  it('refuse an id that is there twice', () => {
    expect(() => scoreEpoch([...accounts.slice(0, 2), ...accounts.slice(1, 2)])).toThrow(RangeError)
  })

  it('score nothing where nobody did anything', () => {
    const idle = scoreEpoch(accounts.slice(0, 2).map(({ id }) => ({ id, factors: [0n, 0n, 0n, 0n, 0n] })))
    expect(idle.rows.map(({ score }) => score)).toEqual([0n, 0n])
  })

  it('give a few accounts the least slots, in order', () => {
    expect([0, 9, 10, 49, 50, 199, 200, 499, 500].map((rank) => tierAt(rank, 600))).toEqual([
      4, 4, 3, 3, 2, 2, 1, 1, 0,
    ])
  })
})

describe('the score tree', () => {
  const scores = { root: vector.root as Hex, count: vector.peers as number }

  it('is the one of the shared vectors', () => {
    expect(scoreRoot('users', vector.epoch, scored)).toBe(vector.root)
  })

  it('proves its rows and nothing else', () => {
    const proofOf = scoreProofs('users', vector.epoch, scored)
    for (const { index, proof } of vector.rows) {
      const row = scored.rows[index]
      if (row === undefined) throw new Error('a vector names a row that is not there')
      expect(proofOf(row)).toEqual(proof)
      const verify = (changed = row) => verifyScore(scores, 'users', vector.epoch, changed, proof)
      expect(verify()).toBe(true)
      expect(verify({ ...row, tier: row.tier + 1 })).toBe(false)
      expect(verify({ ...row, rank: row.rank + 1 })).toBe(false)
      expect(verify({ ...row, index: row.index ^ 1 })).toBe(false)
      expect(verifyScore(scores, 'workers', vector.epoch, row, proof)).toBe(false)
      expect(verifyScore({ ...scores, count: index }, 'users', vector.epoch, row, proof)).toBe(false)
    }
  })

  it('holds any number of rows', () => {
    for (const size of [1, 2, 3, 4, 5, 6, 7, 8, 9, 17]) {
      const few = scoreEpoch(accounts.slice(0, size))
      const root = scoreRoot('workers', 1, few)
      const proofOf = scoreProofs('workers', 1, few)
      for (const row of few.rows)
        expect(verifyScore({ root, count: size }, 'workers', 1, row, proofOf(row))).toBe(true)
    }
    expect(() => scoreRoot('users', 1, scoreEpoch([]))).toThrow(RangeError)
  })
})
