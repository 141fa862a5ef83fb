import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileStore } from '@supernet/sdk/node'
import { renewPrice } from '../../deploy/local/price.ts'
import { rpc } from '../../deploy/local/rpc.ts'
import { until } from '../../deploy/local/until.ts'
import { chainNow, warp } from '../helpers/chainTime.ts'
import { seededRandom } from '../helpers/random.ts'
import { openTestSession, type TestSession } from '../helpers/sessions.ts'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'
import { type ClientProcess, startClient } from './clientProcess.ts'
import { AT_WORK, ENDED, readShares } from './relayerShares.ts'
import { DEEPEST, drawSchedule, inWords, type Scheduled } from './schedule.ts'
import { judgeRun, type RunResult } from './verdict.ts'

const JOBS = 6
/** More than the jobs cost, in ledger units. */
const DEPOSIT = { spark: 20_000_000n, sogni: 5_000_000_000n } as const
/** Longer than the client gives a worker to deliver. */
const SILENCE_SECONDS = 60
const HALF_WAY_SECONDS = 3_700
/** The relayer and the client keep a number for this long after its ticket's end. */
const SLACK_SECONDS = 180

export type Campaign = {
  /** One run of jobs and faults; throws nothing: what is wrong stands in the result. */
  run(seed: number): Promise<RunResult>
  end(keep?: boolean): Promise<void>
  logDir: string
}

/** A network that lives through all runs, with everything that waits for company or patience set to seconds. */
export async function startCampaign(log: (line: string) => void): Promise<Campaign> {
  const net = await startTestNetwork({
    workers: 2,
    relayerEnv: { SETTLE_MAX_WAIT_MS: '1000', STUCK_AFTER_MS: '4000', KEEPER_INTERVAL_MS: '2000' },
    log,
  })
  return {
    logDir: join(net.dataDir, 'logs'),
    run: (seed) => runOnce(net, seed, log),
    end: (keep) => net.end(keep),
  }
}

async function runOnce(net: TestNetwork, seed: number, log: (line: string) => void): Promise<RunResult> {
  const random = seededRandom(seed)
  const schedule = drawSchedule(random)
  log(`run with seed ${seed}: ${schedule.map(inWords).join(', ')}`)
  await healthy(net)
  await renewPrice(net.chain, net.network.contracts, net.keys)
  const currency = random.pick(['spark', 'sogni'])
  const session = await openTestSession(net, { currency, deposit: DEPOSIT[currency] })
  // No fault of the run reaches back to the user's own deposit.
  await rpc(net.urls.rpc, 'anvil_mine', [`0x${(DEEPEST + 2).toString(16)}`])
  await net.saveChain()

  const folder = join(net.dataDir, 'clients', String(seed))
  mkdirSync(folder, { recursive: true })
  const client = startClient({
    networkFile: net.networkFile,
    folder,
    logFile: join(net.dataDir, 'logs', 'client.log'),
    renderKey: session.secret,
    args: args({ jobs: JOBS, model: net.modelId, currency: session.currency, seed }),
  })
  const struck: Scheduled[] = []
  for (const scheduled of schedule) if (await strike(net, scheduled, client)) struck.push(scheduled)
  const absent = schedule.flatMap(({ fault }) => (fault.kind === 'absence' ? [fault.target] : []))
  await healthy(net, absent)
  let finished = await client.done(20_000)
  if (!finished && absent.includes('worker2')) {
    await warp(net.urls.rpc, SILENCE_SECONDS)
    finished = await client.done(40_000)
  } else if (!finished && !absent.includes('client')) finished = await client.done(20_000)
  client.leave()
  log(
    finished ? 'the client has seen everything settled' : 'the client was left before everything was settled',
  )

  await passTime(net, session)
  if (absent.includes('worker2')) await net.processes.get('worker2')?.start()
  const { listJobs } = await fileStore(folder)
  return judgeRun(net, session, struck, await listJobs())
}

const args = (options: Record<string, string | number>): string[] =>
  Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])

/** Whether it hit: what is down already cannot be killed, and a chain that is down forgets nothing now. */
async function strike(
  net: TestNetwork,
  { afterMs, fault }: Scheduled,
  client: ClientProcess,
): Promise<boolean> {
  await sleep(afterMs)
  if (fault.kind === 'reorg')
    return rpc(net.urls.rpc, 'anvil_reorg', [fault.depth, []]).then(
      () => true,
      () => false,
    )
  if (fault.target === 'client') return fault.kind === 'kill' ? client.kill() : client.leave()
  const isUp = net.processes.get(fault.target)?.pid !== undefined
  net.kill(fault.target)
  if (fault.kind === 'absence') await net.processes.get(fault.target)?.stop()
  return isUp
}

/** Everything serves again: chain, database, relayer, and the workers that are not away. */
async function healthy(net: TestNetwork, absent: readonly string[] = []): Promise<void> {
  const wanted = net.workerIds.length - (absent.includes('worker2') ? 1 : 0)
  await until(
    async () => {
      await chainNow(net.urls.rpc)
      if (!(await fetch(`${net.urls.relayer}/ready`)).ok) return false
      const response = await fetch(`${net.urls.relayer}/v1/workers`)
      const { workers } = (await response.json()) as { workers: { online: boolean }[] }
      return workers.filter(({ online }) => online).length >= wanted
    },
    { what: 'The return of every process', timeoutMs: 60_000, everyMs: 200 },
  )
}

/** Work in hand ends, then the ticket lane gets its turn, then every ticket is dead. */
async function passTime(net: TestNetwork, session: TestSession): Promise<void> {
  const { rpc: url, database } = net.urls
  const all = (states: readonly string[]) => async () =>
    (await readShares(database, session.key.address)).every(({ state }) => states.includes(state))
  const none = (states: readonly string[]) => async () =>
    (await readShares(database, session.key.address)).every(({ state }) => !states.includes(state))
  await until(none(AT_WORK), { what: 'The end of all work', timeoutMs: 90_000, everyMs: 200 })
  await warp(url, HALF_WAY_SECONDS)
  await until(all([...ENDED, 'needsClient']), { what: 'The ticket lane', timeoutMs: 45_000, everyMs: 200 })
  const shares = await readShares(database, session.key.address)
  const end = Math.max(0, ...shares.map(({ redeemBy }) => redeemBy)) + SLACK_SECONDS
  await warp(url, Math.max(1, end - (await chainNow(url))))
  await until(all(ENDED), { what: 'The end of every share', timeoutMs: 45_000, everyMs: 200 })
}
