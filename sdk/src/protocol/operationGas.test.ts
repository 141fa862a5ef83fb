import { describe, expect, test } from 'vitest'
import {
  calldataGas,
  clampFees,
  clampGas,
  preVerificationGas,
  unusedGasPenalty,
  withSlack,
} from './operationGas.ts'
import { maxCostOf, type UserOperation } from './userOperation.ts'

const operation: UserOperation = {
  sender: '0x00000000000000000000000000000000000000aa',
  nonce: 0n,
  callData: '0x1234',
  callGasLimit: 60_000n,
  verificationGasLimit: 100_000n,
  preVerificationGas: 50_000n,
  maxFeePerGas: 10n,
  maxPriorityFeePerGas: 1n,
  signature: '0x',
}
const measured = {
  callGasLimit: 50_000n,
  verificationGasLimit: 80_000n,
  preVerificationGas: 40_000n,
  paymasterVerificationGasLimit: 40_000n,
}

test('an operation may cost all of its limits at its highest fee', () => {
  expect(maxCostOf(operation)).toBe(2_100_000n)
  expect(maxCostOf({ ...operation, paymasterVerificationGasLimit: 7n, paymasterPostOpGasLimit: 3n })).toBe(
    2_100_100n,
  )
})

test('calldata costs by its bytes, and at least its floor', () => {
  expect(calldataGas(new Uint8Array([0, 0, 1]))).toEqual({ standard: 24n, floor: 60n })
})

describe('gas before verification', () => {
  test('falls as the bundle grows', () => {
    const alone = preVerificationGas(operation)
    const shared = preVerificationGas(operation, 10)
    expect(alone - shared).toBe(31_000n - 3_100n)
  })

  test('grows with the bytes of the operation, which are copied as well', () => {
    const more = { ...operation, callData: `0x1234${'ff'.repeat(62)}` } as const
    expect(preVerificationGas(more, 1) - preVerificationGas(operation, 1)).toBe(62n * 16n - 30n * 4n + 10n)
  })

  test('makes up for calldata that costs more than what is measured', () => {
    const long = { ...operation, callData: `0x${'ff'.repeat(10_000)}` } as const
    const dear = preVerificationGas(long) - preVerificationGas(long, 1, 10_000_000n)
    expect(dear).toBeGreaterThan(150_000n)
    expect(preVerificationGas(long, 1, 100_000n)).toBe(preVerificationGas(long) - 60_000n)
  })
})

test('unused call gas costs a tenth beyond what is free', () => {
  expect(unusedGasPenalty(100_000n, 70_000n)).toBe(0n)
  expect(unusedGasPenalty(10_050_000n, 50_000n)).toBe(1_000_000n)
})

describe('what a sponsor signs', () => {
  test('is what was asked for, up to what was measured with slack', () => {
    expect(clampGas(operation, measured, 2_000n)).toEqual({
      callGasLimit: 60_000n,
      verificationGasLimit: 96_000n,
      preVerificationGas: 48_000n,
      paymasterVerificationGasLimit: 48_000n,
    })
    const greedy = { ...operation, callGasLimit: 10_000_000n, preVerificationGas: 2_000_000n }
    expect(clampGas(greedy, measured, 2_000n)).toMatchObject({
      callGasLimit: 60_000n,
      preVerificationGas: 48_000n,
    })
    expect(clampGas({ ...operation, callGasLimit: 51_000n }, measured, 2_000n).callGasLimit).toBe(51_000n)
  })

  test('rounds slack up', () => expect(withSlack(3n, 1n)).toBe(4n))

  test('bounds fees by the base fee and by the cap', () => {
    const chain = { baseFee: 10n, tip: 2n, cap: 100n }
    expect(clampFees({ maxFeePerGas: 1_000n, maxPriorityFeePerGas: 1_000n }, chain)).toEqual({
      maxFeePerGas: 44n,
      maxPriorityFeePerGas: 4n,
    })
    expect(clampFees({ maxFeePerGas: 1n, maxPriorityFeePerGas: 1n }, chain)).toEqual({
      maxFeePerGas: 1n,
      maxPriorityFeePerGas: 1n,
    })
    expect(
      clampFees({ maxFeePerGas: 1_000n, maxPriorityFeePerGas: 0n }, { ...chain, cap: 15n }).maxFeePerGas,
    ).toBe(15n)
  })
})
