import { bytesToHex, type Hex, hexToBytes } from 'viem'

/** Byte of a line in a Tab: bit 7 failure, bits 0-1 the user's judgement. */
export const RATING_NONE = 0
export const RATING_BAD = 1
export const RATING_GOOD = 2
/** Counts only on a line of zero steps and zero amount: the worker co-signs that nothing was delivered. */
export const RATING_FAILURE = 0x80

export const packRatings = (ratings: readonly number[]): Hex => bytesToHex(Uint8Array.from(ratings))
export const unpackRatings = (ratings: Hex): number[] => [...hexToBytes(ratings)]
