import {
  ChainMismatchError,
  ContractFunctionExecutionError,
  ContractFunctionRevertedError,
  ContractFunctionZeroDataError,
  encodeErrorResult,
  HttpRequestError,
  UserRejectedRequestError,
} from 'viem'
import { foundry } from 'viem/chains'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { renderLedgerAbi } from '../abi/index.ts'
import { BaseError } from './base.ts'
import { codes, isErrorCode, isRetryable } from './codes.ts'
import { toBaseError } from './toBaseError.ts'

describe('codes', () => {
  it.each(Object.entries(codes))('%s says what happened and what to do', (code, sentence) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(sentence).toMatch(/^[A-Z].*\.$/)
  })

  it('tell those that may pass from those that will not', () => {
    expect(isRetryable('no-workers')).toBe(true)
    expect(isRetryable('price-too-low')).toBe(false)
    expect(isErrorCode('toString')).toBe(false)
  })
})

describe('a BaseError', () => {
  it('speaks by its code, and keeps what another side said about a code it does not know', () => {
    expect(new BaseError('session-poor').shortMessage).toBe(codes['session-poor'])
    expect(new BaseError('from-the-future', { message: 'Something new.' })).toMatchObject({
      code: 'from-the-future',
      message: 'Something new.',
      retryable: false,
    })
  })

  it('walks its causes', () => {
    const root = new TypeError('root')
    const error = new BaseError('internal', { cause: new Error('between', { cause: root }) })
    expect(error.walk((cause) => cause instanceof TypeError)).toBe(root)
    expect(error.walk(() => false)).toBeUndefined()
  })
})

describe('toBaseError', () => {
  const reverted = (data: `0x${string}`) =>
    new ContractFunctionExecutionError(
      new ContractFunctionRevertedError({ abi: renderLedgerAbi, functionName: 'topUp', data }),
      { abi: renderLedgerAbi, functionName: 'topUp', args: [] },
    )

  it('names a revert after the Solidity error, with its values', () => {
    const data = encodeErrorResult({
      abi: renderLedgerAbi,
      errorName: 'RenderLedgerLocked',
      args: [1_900_000_000, 7n],
    })
    expect(toBaseError(reverted(data))).toMatchObject({
      code: 'RenderLedgerLocked',
      details: [1_900_000_000, 7n],
      shortMessage: 'The contract refused: render ledger locked. Correct the arguments and try again.',
    })
  })

  it.each([
    ['transaction-reverted', reverted('0x12345678')],
    ['transaction-rejected', new UserRejectedRequestError(new Error('no'))],
    ['wrong-chain', new ContractFunctionZeroDataError({ functionName: 'session' })],
    ['wrong-chain', new ChainMismatchError({ chain: { ...foundry, id: 31_337 }, currentChainId: 1 })],
    ['chain-unreachable', new HttpRequestError({ url: 'http://127.0.0.1' })],
    ['network-unreachable', new TypeError('fetch failed')],
    ['aborted', new DOMException('left', 'AbortError')],
    ['request-malformed', z.string().safeParse(1).error],
    ['internal', new RangeError('what')],
    ['internal', 'a string'],
  ])('makes %s of what was thrown', (code, thrown) => {
    expect(toBaseError(thrown)).toMatchObject({ code })
  })

  it('leaves a BaseError as it is', () => {
    const error = new BaseError('no-workers')
    expect(toBaseError(error)).toBe(error)
  })
})
