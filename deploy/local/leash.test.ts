import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { spawnOnLeash } from './leash.ts'
import { born } from './processes.ts'
import { until } from './until.ts'

const leash = fileURLToPath(new URL('./leash.ts', import.meta.url))
const SAYS_WHO_IT_IS = 'console.log(process.pid); setInterval(() => {}, 1000)'

/** A parent that starts a program on a leash and then only waits. */
async function startFamily() {
  const source = `const { spawnOnLeash } = await import(${JSON.stringify(leash)})
    spawnOnLeash(process.execPath, ['-e', ${JSON.stringify(SAYS_WHO_IT_IS)}])
    setInterval(() => {}, 1000)`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(createInterface({ input: parent.stdout }), 'line')
  return { parent, pid: Number(line) }
}

it.each(['SIGKILL', 'SIGTERM'] as const)('ends the program when its starter gets a %s', async (signal) => {
  const { parent, pid } = await startFamily()
  expect(born(pid)).toBeDefined()
  parent.kill(signal)
  await until(() => born(pid) === undefined, { what: 'The end of the program', timeoutMs: 10_000 })
})

it('passes a signal on, and ends with the program', async () => {
  const child = spawnOnLeash(process.execPath, ['-e', 'setTimeout(() => process.exit(7), 50)'])
  expect(await once(child, 'exit')).toEqual([7, null])
  const other = spawnOnLeash(process.execPath, [
    '-e',
    'process.on("SIGTERM", () => process.exit(3)); setInterval(() => {}, 1000); process.stderr.write("")',
  ])
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  other.kill()
  expect(await once(other, 'exit')).toEqual([3, null])
})
