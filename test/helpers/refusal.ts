import { BaseError } from '@supernet/sdk/errors'
import { expect } from 'vitest'

/** Code and sentence of a refused call; fails when nothing was refused, or when it was not refused in words. */
export async function refusalOf(attempt: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await attempt
  } catch (error) {
    expect(error).toBeInstanceOf(BaseError)
    return sayingWhatToDo(error as BaseError)
  }
  return { code: 'nothing was refused', message: '' }
}

/** Two sentences: what happened, what to do. */
export function sayingWhatToDo<T extends { message: string }>(refusal: T): T {
  expect(refusal.message).toMatch(/^[A-Z].+[.:;] .+\.$/)
  return refusal
}
