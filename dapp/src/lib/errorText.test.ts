import { BaseError, codes } from '@supernet/sdk/errors'
import { describe, expect, it } from 'vitest'
import { describeCode, describeError } from './errorText.ts'

describe.each(Object.keys(codes))('%s', (code) => {
  const text = describeCode(code)

  it('says what happened, what it cost and what to do, as sentences', () => {
    for (const sentence of [text.happened, text.cost, text.todo]) expect(sentence).toMatch(/^[A-Z].*\.$/)
  })

  it('keeps its code and a calm voice', () => {
    expect(text.code).toBe(code)
    expect(Object.values(text).join(' ')).not.toMatch(/!|oops/i)
  })
})

it('speaks of a revert by the name of its Solidity error', () => {
  const error = new BaseError('SparkPointsNotTransferable', { message: 'The contract refused.' })
  expect(describeError(error)).toMatchObject({
    code: 'SparkPointsNotTransferable',
    happened: 'Spark cannot be sent to other people.',
  })
})

it('takes anything that was thrown', () => {
  expect(describeError('what').code).toBe('internal')
  expect(describeError(new TypeError('Failed to fetch')).code).toBe('network-unreachable')
})
