import { renderLedgerAbi } from '@supernet/sdk/abi'
import {
  type Address,
  concat,
  encodeAbiParameters,
  encodeEventTopics,
  type Hex,
  type Log,
  numberToHex,
} from 'viem'
import { expect, it } from 'vitest'
import { decodeTx } from './decodeTx.ts'

const session: Address = '0x4444444444444444444444444444444444444444'
const operator: Address = '0x3333333333333333333333333333333333333333'
const hex = (value: number, size: number): Hex => numberToHex(value, { size })

function log(
  eventName: 'BatchSettled' | 'SessionSettled' | 'LineSkipped',
  args: object,
  types: readonly string[],
  values: readonly unknown[],
): Log {
  const topics = encodeEventTopics({ abi: renderLedgerAbi, eventName, args } as Parameters<
    typeof encodeEventTopics
  >[0])
  const data = encodeAbiParameters(
    types.map((type) => ({ type })),
    values as never,
  )
  return { address: session, topics, data } as unknown as Log
}

/** One share of the packed lines: worker, images, steps, base ms, amount, rating. */
const share = (steps: number, amount: number) =>
  concat([hex(0, 2), hex(1, 2), hex(steps, 4), hex(4_320, 4), hex(amount, 6), hex(2, 1)])

it('reads lines, what was left out, and why', () => {
  const jobs = concat([hex(0, 2), hex(0, 2), hex(1, 1), hex(2, 1), share(8, 100_000), share(8, 100_000)])
  const logs = [
    log('BatchSettled', {}, ['uint64', 'bytes', 'bytes'], [100_000_000n, hex(1, 4), operator]),
    log('SessionSettled', { key: session }, ['uint32', 'bytes'], [7, jobs]),
    log('LineSkipped', { key: session }, ['uint32', 'uint8'], [8, 1]),
  ]
  const tx = decodeTx(logs)
  expect(tx.sparkRate).toBe(100_000_000n)
  expect(tx.lines).toMatchObject([
    { session, seq: 7, model: 1, operator, images: 1, steps: 8, amount: 100_000n, rating: 2 },
  ])
  expect(tx.skipped).toEqual([{ session, seq: 8, code: 'line-poor' }])
  expect(tx.others).toEqual([])
})

it('says nothing of a transaction without events', () => {
  expect(decodeTx([])).toEqual({ sparkRate: undefined, lines: [], skipped: [], others: [] })
})
