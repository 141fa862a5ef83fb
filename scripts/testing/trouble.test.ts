import { describe, expect, it } from 'vitest'
import { troubleOf, troubleOfHardhat, troubleOfVitest } from './trouble.ts'

const passed = { fullName: 'adds', status: 'passed', failureMessages: [] }
const failed = { fullName: 'pays once', status: 'failed', failureMessages: ['expected 2 to be 1'] }
const report = (...testResults: unknown[]) => JSON.stringify({ testResults })

describe('what failed', () => {
  it('is a test with its file and reason', () => {
    const text = troubleOfVitest('', report({ name: 'a.test.ts', assertionResults: [passed, failed] }))
    expect(text).toBe('a.test.ts\npays once\nexpected 2 to be 1')
  })

  it('is a file that does not load', () => {
    const text = troubleOfVitest(
      '',
      report({ name: 'a.test.ts', message: 'no such module', assertionResults: [] }),
    )
    expect(text).toBe('a.test.ts\nno such module')
  })

  it('is the end of the output where there is no report', () => {
    expect(troubleOfVitest('one\ntwo\n', undefined)).toBe('one\ntwo')
    expect(troubleOf('one\ntwo\n')).toBe('one\ntwo')
  })

  it('is what follows the counts of hardhat', () => {
    const output = '  3 passing\n  1 failing\n\n  1) a share is paid\n     Error: 2 != 1\n'
    expect(troubleOfHardhat(output)).toBe(output.trimEnd())
    expect(troubleOfHardhat('HHE910: Compilation failed')).toBe('HHE910: Compilation failed')
  })

  it('is never more than a screen or two', () => {
    const many = Array.from({ length: 500 }, (_, i) => `line ${i}`).join('\n')
    expect(troubleOf(many).split('\n')).toHaveLength(60)
    expect(troubleOfHardhat(`  1 failing\n${many}`).split('\n')).toHaveLength(60)
  })
})
