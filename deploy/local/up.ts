/** `npm start`: the whole network on this machine, one address to open. */
import { join } from 'node:path'
import { AlreadyRunning, type LocalNetwork, startNetwork } from './network.ts'
import { ROOT } from './paths.ts'

const began = performance.now()
const seconds = () => ((performance.now() - began) / 1000).toFixed(1)
const log = (line: string) => console.log(line)

const controller = new AbortController()
let network: LocalNetwork | undefined

async function stop(): Promise<void> {
  if (controller.signal.aborted) return
  log('\nStopping ...')
  controller.abort(new Error('stopped'))
  if (network) {
    await network.stop()
    farewell()
  }
}

function farewell(): never {
  log('Stopped. The network is kept in .data and goes on at the next start.')
  process.exit(0)
}

// The terminal's Ctrl-C comes twice, from the terminal and from the script that started this one.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop())

try {
  log('Starting the Supernet ...')
  network = await startNetwork({
    dataDir: join(ROOT, '.data'),
    dapp: true,
    databaseUrl: process.env.DATABASE_URL,
    signal: controller.signal,
    log,
  })
  // Passkeys belong to a domain: a page of a bare address cannot make one.
  const page = network.urls.relayer.replace('127.0.0.1', 'localhost')
  log(`\nready in ${seconds()} s\n\n  ${page}\n\nLogs: .data/logs. Ctrl-C stops everything.`)
} catch (error) {
  if (controller.signal.aborted) farewell()
  if (error instanceof AlreadyRunning) {
    log(error.message)
    process.exit(0)
  }
  const { message, cause } = error as Error
  console.error(
    `\nThe network could not be started: ${message}${cause instanceof Error ? ` (${cause.message})` : ''}`,
  )
  process.exit(1)
}
