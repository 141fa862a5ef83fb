import { type Address, encodeFunctionData, getAbiItem } from 'viem'
import { describe, expect, it } from 'vitest'
import { Contracts } from '../schema/network.ts'
import { changeOfCall, type Field, parameterCall, parameters, refusalOf, type Value } from './index.ts'

const contracts = Object.fromEntries(
  Object.keys(Contracts.shape).map((name, index) => [
    name,
    `0x${(index + 1).toString(16).padStart(40, '0')}` as Address,
  ]),
) as Contracts

const sample = ({ unit }: Field, row: number): Value => {
  if (unit === 'address') return `0x${'aB'.toLowerCase().repeat(20)}`
  if (unit === 'hash') return `0x${'cd'.repeat(32)}`
  return unit === 'flag' ? true : BigInt(row + 1)
}

const plain = (rows: readonly (readonly Value[])[]) =>
  rows.map((row) => row.map((value) => (typeof value === 'string' ? value.toLowerCase() : value)))

describe('the catalogue', () => {
  it('names everything once', () => {
    const ids = parameters.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const titles = parameters.map(({ title }) => title)
    expect(new Set(titles).size).toBe(titles.length)
  })

  it.each(parameters.map((parameter) => [parameter.id, parameter] as const))(
    'turns %s into a call and back',
    (_, parameter) => {
      expect(getAbiItem({ abi: parameter.abi, name: parameter.functionName })).toBeDefined()
      const count = parameter.list?.names?.length ?? (parameter.list === undefined ? 1 : 2)
      const rows = Array.from({ length: count }, (_, row) =>
        parameter.fields.map((field) => sample(field, row)),
      )
      const call = parameterCall(parameter, rows, contracts)
      const data = encodeFunctionData({ ...call, args: [...call.args] })
      const change = changeOfCall(parameters, contracts, { target: call.address, data })
      expect(change?.parameter.id).toBe(parameter.id)
      expect(plain(change?.rows ?? [])).toEqual(plain(rows))
    },
  )

  it('reads what is in force', async () => {
    const answers: Record<string, unknown> = {
      votingPeriod: 60,
      proposalThreshold: 10n ** 19n,
      requirement: { amount: 6_600n, previous: 0n, setAt: 0 },
      curve: [{ extraBps: 10_000, discountBps: 500 }],
      mintLimit: [5n, 3_600],
      spendLimit: [7n, 86_400],
    }
    const read = (id: string, keys: Value[] = []) =>
      parameters
        .find((parameter) => parameter.id === id)
        ?.read?.(async (name) => answers[name], keys, contracts)
    expect(await read('voting-period')).toEqual([[60n]])
    expect(await read('proposal-threshold')).toEqual([[10n ** 19n]])
    expect(await read('bond-requirement')).toEqual([[6_600n]])
    expect(await read('take-curve')).toEqual([[10_000n, 500n]])
    expect(await read('spend-limit', [contracts.timelock])).toEqual([[contracts.timelock, 7n, 86_400n]])
    expect(await read('mint-limit', [contracts.sparkSale, 1n])).toEqual([
      [contracts.sparkSale, 1n, 5n, 3_600n],
    ])
  })

  it('leaves alone what it does not know', () => {
    const unknown = { target: contracts.treasury, data: '0x12345678' } as const
    expect(changeOfCall(parameters, contracts, unknown)).toBeUndefined()
    const payment = parameters.find(({ id }) => id === 'treasury-payment')
    if (payment === undefined) throw new Error('no payment')
    const call = parameterCall(payment, [[contracts.governor, 1n]], contracts)
    const data = encodeFunctionData({ ...call, args: [contracts.usdc, contracts.governor, 1n] })
    // Another token than the words speak of.
    expect(changeOfCall(parameters, contracts, { target: contracts.treasury, data })).toBeUndefined()
  })

  it('says why a value cannot be proposed', () => {
    expect(refusalOf({ label: '', unit: 'address' }, '0x12')).toBe('Not an address')
    expect(refusalOf({ label: '', unit: 'hash' }, '0x12')).toBe('Not 32 bytes in hexadecimal')
    expect(refusalOf({ label: '', unit: 'percent', least: 1n, most: 100n }, 0n)).toBe('Too small')
    expect(refusalOf({ label: '', unit: 'percent', least: 1n, most: 100n }, 101n)).toBe('Too large')
    expect(refusalOf({ label: '', unit: 'sogni' }, undefined)).toBe('Fill this in')
    expect(refusalOf({ label: '', unit: 'flag' }, false)).toBeUndefined()
  })
})
