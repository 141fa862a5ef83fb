import type { Counts } from './stage.ts'

/** Vitest's JSON report. */
export function countVitest(_: string, report: string | undefined): Counts | undefined {
  if (report === undefined) return undefined
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numFailedTestSuites } =
    JSON.parse(report)
  // A file that does not even load has a failed suite and no failed test.
  const failed = numFailedTests === 0 && numFailedTestSuites > 0 ? numFailedTestSuites : numFailedTests
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests }
}

/**
 * The summary that closes `hardhat test`: "12 passing (8 solidity, 4 nodejs)", "1 failing", "2 skipped". A suite whose
 * preparation fails is in neither number, and the command ends well: only its reason follows, "1) name:".
 */
export function countHardhat(output: string): Counts | undefined {
  const last = (word: string) => {
    const lines = [...output.matchAll(new RegExp(`^\\s*(\\d+) ${word}\\b`, 'gm'))]
    return lines.length === 0 ? undefined : Number(lines.at(-1)?.[1])
  }
  const passed = last('passing')
  const failed = last('failing')
  if (passed === undefined && failed === undefined) return undefined
  const reasons = output.slice(output.search(/^\s*\d+ (passing|failing)\b/m)).match(/^\s*\d+\) .*:$/gm)
  return {
    passed: passed ?? 0,
    failed: Math.max(failed ?? 0, reasons?.length ?? 0),
    skipped: (last('skipped') ?? 0) + (last('todo') ?? 0),
  }
}
