import { concatHex, type Hex, keccak256, padHex, stringToHex, toHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { receiptId } from './receiptId.ts'

/** ABI encoding of two short strings, by the letter. */
const encode = (a: string, b: string): Hex => {
  const word = (value: number) => toHex(value, { size: 32 })
  const text = (value: string) =>
    concatHex([word(value.length), padHex(stringToHex(value), { dir: 'right', size: 32 })])
  return concatHex([word(64), word(128), text(a), text(b)])
}

describe('receiptId', () => {
  it('is the hash of provider and payment that the contract documents', () => {
    expect(receiptId('stripe', 'pi_3Abc')).toBe(keccak256(encode('stripe', 'pi_3Abc')))
    expect(receiptId('apple', '2000001234')).toBe(keccak256(encode('apple', '2000001234')))
  })

  it('differs by provider, payment and turn', () => {
    const ids = [
      receiptId('stripe', 'pi_1'),
      receiptId('apple', 'pi_1'),
      receiptId('stripe', 'pi_2'),
      receiptId('stripe', 'pi_1', 1),
      receiptId('stripe', 'pi_1', 2),
      // The words cannot run into each other.
      receiptId('stripe', 'pi_1#'),
    ]
    expect(new Set(ids).size).toBe(ids.length)
  })
})
