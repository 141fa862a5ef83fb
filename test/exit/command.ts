import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import { ROOT } from '../../deploy/local/paths.ts'

const run = promisify(execFile)

/** Runs `npm run <name> -- <options>` as the page in docs/how-to says, and returns its lines of JSON. */
export async function documented(
  page: string,
  name: string,
  options: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>[]> {
  expect(readFileSync(join(ROOT, 'docs/how-to', page), 'utf8')).toContain(`npm run ${name}`)
  const flags = Object.entries(options).flatMap(([option, value]) => [`--${option}`, value])
  const { stdout } = await run('npm', ['run', '--silent', name, '--', ...flags], { cwd: ROOT })
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
}
