import { encodeSponsorship, preVerificationGas, type UserOperation } from '@supernet/sdk/protocol'
import type { Address } from 'viem'
import { describe, expect, it } from 'vitest'
import { checkOperation, mayReplace, type OperationRules } from './checkOperation.ts'
import { FAULT_CODES, faultOfReason, isFinalFault } from './operationFault.ts'
import { FULL_BUNDLE, sponsoredPolicy } from './operationPolicy.ts'

const address = (byte: string): Address => `0x${byte.repeat(20)}`
const NOW = 1_000_000

const rules: OperationRules = {
  policy: sponsoredPolicy({ paymaster: address('aa'), factory: address('bb'), delegates: [], stub: '0x' }),
  now: NOW,
  baseFee: 10n,
  minTip: 1n,
  maxVerificationGas: 1_000_000n,
  maxCallGas: 2_000_000n,
}
const approval = (validAfter: number, validUntil: number) =>
  encodeSponsorship({ validAfter, validUntil }, `0x${'11'.repeat(65)}`)
const draft: UserOperation = {
  sender: address('01'),
  nonce: 0n,
  callData: '0x1234',
  callGasLimit: 50_000n,
  verificationGasLimit: 100_000n,
  preVerificationGas: 0n,
  maxFeePerGas: 20n,
  maxPriorityFeePerGas: 1n,
  paymaster: address('aa'),
  paymasterVerificationGasLimit: 45_000n,
  paymasterPostOpGasLimit: 0n,
  paymasterData: approval(0, NOW + 300),
  signature: '0x',
}
const good: UserOperation = { ...draft, preVerificationGas: 60_000n }

describe('an operation by its fields', () => {
  it('is taken where nothing is wrong', () => {
    expect(checkOperation(good, rules)).toBeUndefined()
    expect(checkOperation({ ...good, factory: address('bb'), factoryData: '0x' }, rules)).toBeUndefined()
  })

  const refused: [string, Partial<UserOperation>, number, string][] = [
    ['without a sponsor', { paymaster: undefined }, -32501, 'only operations that'],
    ['of another sponsor', { paymaster: address('ab') }, -32501, 'only operations that'],
    ['of another factory', { factory: address('bc'), factoryData: '0x' }, -32602, 'factory must be'],
    ['of a factory without data', { factory: address('bb') }, -32602, 'come together'],
    ['of data without a factory', { factoryData: '0x12' }, -32602, 'come together'],
    ['that verifies for too long', { verificationGasLimit: 1_000_001n }, -32602, 'verificationGasLimit'],
    [
      'whose sponsor verifies for too long',
      { paymasterVerificationGasLimit: 1_000_001n },
      -32602,
      'paymasterVer',
    ],
    ['that settles for too long', { paymasterPostOpGasLimit: 1_000_001n }, -32602, 'postOp'],
    ['that calls for too long', { callGasLimit: 2_000_001n }, -32602, 'callGasLimit is above'],
    ['that cannot even call', { callGasLimit: 8_999n }, -32602, 'callGasLimit is below'],
    ['with a postOp', { paymasterPostOpGasLimit: 1n }, -32602, 'postOp'],
    ['that does not pay for its bytes', { preVerificationGas: 1n }, -32602, 'preVerificationGas: below'],
    ['whose tip is above its fee', { maxPriorityFeePerGas: 21n }, -32602, 'maxPriorityFeePerGas is above'],
    ['that pays less than the block asks', { maxFeePerGas: 10n }, -32602, 'maxFeePerGas is below'],
    ['without an approval', { paymasterData: '0x' }, -32507, 'no approval'],
    ['that is not valid yet', { paymasterData: approval(NOW + 1, NOW + 300) }, -32503, 'valid from'],
    ['that ends before its block', { paymasterData: approval(0, NOW + 29) }, -32503, 'too soon'],
  ]
  for (const [what, change, code, message] of refused)
    it(`is refused ${what}`, () => {
      const fault = checkOperation({ ...good, ...change }, rules)
      expect(fault?.message).toContain(message)
      expect(fault && FAULT_CODES[fault.code]).toBe(code)
    })

  it('pays for its bytes at the price of a place in a full bundle', () => {
    const needed = preVerificationGas(good, FULL_BUNDLE)
    expect(checkOperation({ ...good, preVerificationGas: needed }, rules)).toBeUndefined()
    // EIP-7623: long calldata costs more, and its operation pays for it.
    const long = { ...good, callData: `0x${'ff'.repeat(4_000)}`, preVerificationGas: needed } as const
    expect(checkOperation(long, rules)?.message).toContain('preVerificationGas: below')
  })
})

describe('a replacement', () => {
  it('pays a tenth more in both fees', () => {
    const fees = (maxFeePerGas: bigint, maxPriorityFeePerGas: bigint) => ({
      maxFeePerGas,
      maxPriorityFeePerGas,
    })
    expect(mayReplace(fees(100n, 10n), fees(110n, 11n))).toBe(true)
    expect(mayReplace(fees(100n, 10n), fees(110n, 10n))).toBe(false)
    expect(mayReplace(fees(100n, 10n), fees(109n, 11n))).toBe(false)
  })
})

describe('a refusal of the entry point', () => {
  it('has the number of its group, or its own', () => {
    const code = (reason: string) => FAULT_CODES[faultOfReason(reason).code]
    expect(code('AA10 sender already constructed')).toBe(-32500)
    expect(code('AA13 initCode failed or OOG')).toBe(-32500)
    expect(code('AA22 expired or not due')).toBe(-32503)
    expect(code('AA24 signature error')).toBe(-32507)
    expect(code('AA25 invalid account nonce')).toBe(-32500)
    expect(code('AA31 paymaster deposit too low')).toBe(-32508)
    expect(code('AA32 paymaster expired or not due')).toBe(-32503)
    expect(code('AA33 reverted')).toBe(-32501)
    expect(code('AA34 signature error')).toBe(-32507)
  })

  it('is for good, but for an empty deposit', () => {
    expect(isFinalFault(faultOfReason('AA24 signature error'))).toBe(true)
    expect(isFinalFault(faultOfReason('AA31 paymaster deposit too low'))).toBe(false)
  })
})
