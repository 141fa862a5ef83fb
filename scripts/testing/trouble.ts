/** The most lines that are said again of a stage: its whole output stands further up. */
const LINES = 60

const first = (text: string) => text.split('\n').slice(0, LINES).join('\n').trimEnd()
const last = (text: string) => text.trimEnd().split('\n').slice(-LINES).join('\n')

type Report = {
  testResults: readonly {
    name: string
    message?: string
    assertionResults: readonly { fullName: string; status: string; failureMessages?: readonly string[] }[]
  }[]
}

/** Names and reasons of the tests that failed, by Vitest's JSON report. */
export function troubleOfVitest(output: string, report: string | undefined): string {
  if (report === undefined) return last(output)
  const lines = (JSON.parse(report) as Report).testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed')
    if (failed.length === 0) return message ? [`${name}\n${message}`] : []
    return failed.map(
      ({ fullName, failureMessages = [] }) => `${name}\n${fullName}\n${failureMessages.join('\n')}`,
    )
  })
  return lines.length === 0 ? last(output) : first(lines.join('\n\n'))
}

/** What `hardhat test` prints from its counts on. */
export function troubleOfHardhat(output: string): string {
  const at = output.search(/^\s*\d+ (passing|failing)\b/m)
  return at === -1 ? last(output) : first(output.slice(at))
}

/** The end of what any other command printed. */
export const troubleOf = last
