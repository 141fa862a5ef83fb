import { describe, expect, it } from 'vitest'
import { countHardhat, countVitest } from './count.ts'

describe('countHardhat', () => {
  it('adds what the summary says', () => {
    const output =
      'Compiled 3 files\n\n  12 passing (8 solidity, 4 nodejs)\n  1 failing (1 nodejs)\n  2 skipped (2 solidity)\n'
    expect(countHardhat(output)).toEqual({ passed: 12, failed: 1, skipped: 2 })
  })

  it('counts a suite that could not be prepared, which the summary leaves out', () => {
    const output =
      '  a market\n    1) is open\n\n  1) a market\n\n1221 passing (931 solidity, 290 nodejs)\n\n  1) a market:\n\n   Error: no gas\n'
    expect(countHardhat(output)).toEqual({ passed: 1221, failed: 1, skipped: 0 })
  })

  it('knows a run that ended before its summary', () => {
    expect(countHardhat('HardhatError: HHE910: Compilation failed\n')).toBeUndefined()
  })
})

describe('countVitest', () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 0,
    numPendingTests: 1,
    numTodoTests: 1,
    numFailedTestSuites: 0,
  }

  it('counts todo as skipped', () => {
    expect(countVitest('', JSON.stringify(report))).toEqual({ passed: 5, failed: 0, skipped: 2 })
  })

  it('counts a file that does not load as a failure', () => {
    expect(countVitest('', JSON.stringify({ ...report, numFailedTestSuites: 1 }))?.failed).toBe(1)
  })

  it('knows a run without a report', () => {
    expect(countVitest('', undefined)).toBeUndefined()
  })
})
