import { TRANSACTION_GAS_CAP } from '@supernet/sdk/protocol'
import type { Address } from 'viem'
import { describe, expect, it } from 'vitest'
import type { Waiting } from '../core/pickBundle.ts'
import { fillBundle } from './fillBundle.ts'
import type { Failure } from './simulateBundle.ts'

/** Limits of which about 15 fill a transaction. */
const waiting = (id: number): Waiting => ({
  hash: `0x${id.toString(16).padStart(64, '0')}`,
  operation: {
    sender: `0x${id.toString(16).padStart(40, '0')}` as Address,
    nonce: 0n,
    callData: '0x',
    callGasLimit: 900_000n,
    verificationGasLimit: 100_000n,
    preVerificationGas: 50_000n,
    maxFeePerGas: 1n,
    maxPriorityFeePerGas: 1n,
    signature: '0x',
  },
  at: 0,
  head: 0,
})
const some = (count: number) => Array.from({ length: count }, (_, i) => waiting(i + 1))

/** A chain that judges by `judge`, and notes what it was asked and told. */
function trialOf(judge: (operations: readonly Waiting[], gas?: bigint) => Failure | undefined) {
  const asked: [number, bigint | undefined][] = []
  const refused: [number, string][] = []
  return {
    asked,
    refused: async ({ hash }: Waiting, reason: string) => void refused.push([Number(hash), reason]),
    told: refused,
    run: async (operations: readonly Waiting[], gas?: bigint) => {
      asked.push([operations.length, gas])
      return judge(operations, gas)
    },
  }
}

describe('a bundle', () => {
  it('carries more than its limits have room for, where a trial leaves a fifth of a transaction free', async () => {
    const trial = trialOf(() => undefined)
    const { operations, gas } = await fillBundle(some(25), trial)
    expect(operations).toHaveLength(25)
    expect(gas).toBe(TRANSACTION_GAS_CAP)
    expect(trial.asked).toEqual([[25, (TRANSACTION_GAS_CAP * 80n) / 100n]])
  })

  it('keeps to the limits where the trial does not pass, and blames nobody for it', async () => {
    const trial = trialOf((_, gas) =>
      gas === undefined ? undefined : { index: 7, reason: 'AA95 out of gas' },
    )
    const { operations, gas } = await fillBundle(some(25), trial)
    expect(operations.map(({ hash }) => Number(hash))).toEqual(some(operations.length).map((_, i) => i + 1))
    expect(operations.length).toBeGreaterThan(10)
    expect(operations.length).toBeLessThan(16)
    expect(gas).toBeLessThanOrEqual(TRANSACTION_GAS_CAP)
    expect(trial.told).toEqual([])
  })

  it('leaves out whom the entry point refuses, and tells why', async () => {
    const trial = trialOf((operations) => {
      const index = operations.findIndex(({ hash }) => Number(hash) === 2)
      return index < 0 ? undefined : { index, reason: 'AA24 signature error' }
    })
    const { operations } = await fillBundle(some(3), trial)
    expect(operations.map(({ hash }) => Number(hash))).toEqual([1, 3])
    expect(trial.told).toEqual([[2, 'AA24 signature error']])
  })

  it('blames nobody whom the entry point does not name, until one is alone', async () => {
    // The first operation was dropped for whatever made the whole call fail.
    const fails = (guilty: number) =>
      trialOf((operations) =>
        operations.some(({ hash }) => Number(hash) === guilty)
          ? { index: undefined, reason: 'AA00 the entry point reverted' }
          : undefined,
      )
    const behind = fails(7)
    expect((await fillBundle(some(8), behind)).operations.map(({ hash }) => Number(hash))).toEqual([
      1, 2, 3, 4,
    ])
    expect(behind.told).toEqual([])
    const ahead = fails(1)
    expect((await fillBundle(some(8), ahead)).operations).toEqual([])
    expect(ahead.told).toEqual([[1, 'AA00 the entry point reverted']])
  })

  it('is empty where all are refused', async () => {
    const trial = trialOf((operations) =>
      operations.length === 0 ? undefined : { index: 0, reason: 'AA25 invalid account nonce' },
    )
    expect((await fillBundle(some(2), trial)).operations).toEqual([])
    expect(trial.told).toHaveLength(2)
  })
})
