import { type Address, getAddress, type Hex } from 'viem'
import { BaseError } from '../errors/base.ts'
import type { ErrorCode } from '../errors/codes.ts'
import type { Line } from '../schema/typed.ts'
import { Unpacker } from './packer.ts'

/** A line as a settlement event carries it. */
export type SettledJobLine = Line & { readonly rating: number }

/** Model ids of a `BatchSettled` event. */
export function decodeModels(packed: Hex): number[] {
  const unpacker = new Unpacker(packed)
  const models: number[] = []
  while (!unpacker.done) models.push(unpacker.uint(4))
  return models
}

/** Operator keys of a `BatchSettled` event. */
export function decodeOperators(packed: Hex): Address[] {
  const unpacker = new Unpacker(packed)
  const operators: Address[] = []
  while (!unpacker.done) operators.push(getAddress(unpacker.hex(20)))
  return operators
}

/** Lines of a `SessionSettled` event, with the tables of the `BatchSettled` event before it. */
export function decodeJobs(event: {
  readonly session: Address
  readonly seq0: number
  readonly jobs: Hex
  readonly models: readonly number[]
  readonly operators: readonly Address[]
}): SettledJobLine[] {
  const unpacker = new Unpacker(event.jobs)
  const lines: SettledJobLine[] = []
  while (!unpacker.done) {
    const seq = event.seq0 + unpacker.uint(2)
    const model = at(event.models, unpacker.uint(2))
    const count = unpacker.uint(1)
    const shares = unpacker.uint(1)
    for (let share = 0; share < shares; share++)
      lines.push({
        session: event.session,
        seq: seq + share,
        count,
        model,
        operator: at(event.operators, unpacker.uint(2)),
        images: unpacker.uint(2),
        steps: unpacker.uint(4),
        baseMs: unpacker.uint(4),
        amount: BigInt(unpacker.uint(6)),
        rating: unpacker.uint(1),
      })
  }
  return lines
}

function at<T>(table: readonly T[], index: number): T {
  const value = table[index]
  if (value === undefined) throw new BaseError('batch-malformed', { details: { index } })
  return value
}

const SKIP_REASONS: readonly ErrorCode[] = [
  'line-poor',
  'line-closed',
  'line-used',
  'line-expired',
  'line-operator',
  'line-model',
  'line-short-pool',
]

/** Stable code for the reason of a `LineSkipped` event, which counts from 1. */
export const skipReason = (reason: number): ErrorCode => at(SKIP_REASONS, reason - 1)
