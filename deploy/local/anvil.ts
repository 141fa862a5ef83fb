import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type Child, type ChildHost, createChild } from './child.ts'
import { rpc } from './rpc.ts'

export type Anvil = Child & {
  rpcUrl: string
  /** Whether the chain begins with this start. */
  isNew: boolean
  /** Writes the state to disk now. */
  snapshot(): Promise<void>
  /** For the first minutes of a chain: every transaction gets a block at once, in a time that lies before the present. */
  hurry<T>(work: () => Promise<T>): Promise<T>
  /** Moves the clock forward and makes a block. */
  pass(seconds: number): Promise<void>
}

export type AnvilOptions = {
  chainId?: number
  /** Accounts of its own, with ether, that it signs for. */
  accounts?: number
}

export const CHAIN_ID = 31337
const SNAPSHOT_EVERY = 2000
/** Blocks without transactions are saved less often: the state holds them all, and grows. */
const IDLE_SNAPSHOT_EVERY = 45_000
const BLOCK_TIME = 1
/**
 * A new chain begins this many seconds ago, so that blocks made in a hurry, a second apart each, and the half hour that a
 * market must have stood, stay in the past.
 */
const HEAD_START = 3600

/** The program itself: the npm wrapper does not always take its child along when it is killed. */
export function anvilBinary(): string {
  const cpu = process.arch === 'x64' ? 'amd64' : process.arch
  const name = `@foundry-rs/anvil-${process.platform}-${cpu}`
  const exe = process.platform === 'win32' ? 'anvil.exe' : 'anvil'
  return createRequire(import.meta.url).resolve(`${name}/bin/${exe}`)
}

/**
 * The local chain. Its state is written whole by us every two seconds, to a new file that then takes the old one's
 * place: anvil's own `--state` rewrites in place, and a kill in the middle would leave half a file.
 */
export function createAnvil(
  host: ChildHost,
  dataDir: string,
  port: number,
  { chainId = CHAIN_ID, accounts = 0 }: AnvilOptions = {},
): Anvil {
  const state = join(dataDir, 'chain.json')
  const rpcUrl = `http://127.0.0.1:${port}`
  const isNew = !existsSync(state)

  const args = ['--quiet', '--host', '127.0.0.1', '--port', String(port), '--chain-id', String(chainId)]
  args.push(
    '--hardfork',
    'osaka',
    '--block-time',
    String(BLOCK_TIME),
    '--slots-in-an-epoch',
    '4',
    '--accounts',
    String(accounts),
  )
  args.push('--gas-limit', '60000000', '--enable-tx-gas-limit')
  const child = createChild(host, {
    name: 'anvil',
    command: anvilBinary(),
    get args() {
      const begin = String(Math.floor(Date.now() / 1000) - HEAD_START)
      return existsSync(state) ? [...args, '--load-state', state] : [...args, '--timestamp', begin]
    },
    ready: async () => {
      await rpc(rpcUrl, 'eth_chainId', [], 500)
      if (existsSync(state)) await followClock(rpcUrl)
      return true
    },
  })

  async function snapshot(): Promise<void> {
    const dump = await rpc<string>(rpcUrl, 'anvil_dumpState', [], 30_000)
    const fresh = `${state}.new`
    writeFileSync(fresh, gunzipSync(Buffer.from(dump.slice(2), 'hex')), { flush: true })
    renameSync(fresh, state)
  }

  async function hurry<T>(work: () => Promise<T>): Promise<T> {
    await rpc(rpcUrl, 'evm_setAutomine', [true])
    const result = await work()
    await rpc(rpcUrl, 'evm_setIntervalMining', [BLOCK_TIME])
    await followClock(rpcUrl)
    return result
  }

  async function pass(seconds: number): Promise<void> {
    // From the head on: blocks made in a hurry are ahead of the clock, which `evm_increaseTime` would move.
    const head = await rpc<{ timestamp: string }>(rpcUrl, 'eth_getBlockByNumber', ['latest', false])
    await rpc(rpcUrl, 'evm_setNextBlockTimestamp', [Number(head.timestamp) + seconds])
    await rpc(rpcUrl, 'evm_mine')
  }

  let timer: NodeJS.Timeout | undefined
  let seen = 0
  let saved = Number.NEGATIVE_INFINITY
  async function keep(): Promise<void> {
    const began = performance.now()
    try {
      const head = Number(await rpc<string>(rpcUrl, 'eth_blockNumber'))
      const isDue = began - saved > IDLE_SNAPSHOT_EVERY || (await hasTransactions(rpcUrl, seen, head))
      if (isDue) {
        await snapshot()
        saved = began
      }
      seen = head
    } catch {
      // A chain that is down at this moment is started again by its supervisor and saved at the next turn.
      seen = 0
    }
    const took = performance.now() - began
    timer = setTimeout(keep, Math.max(SNAPSHOT_EVERY, took * 20))
  }

  async function start(): Promise<void> {
    await child.start()
    timer ??= setTimeout(keep, SNAPSHOT_EVERY)
  }

  async function stop(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    if (child.pid !== undefined)
      await snapshot().catch((error: Error) => host.log(`The chain was not saved: ${error.message}`))
    await child.stop()
  }

  return {
    name: child.name,
    get pid() {
      return child.pid
    },
    kill: child.kill,
    start,
    stop,
    async restart() {
      await stop()
      await start()
    },
    rpcUrl,
    isNew,
    snapshot,
    hurry,
    pass,
  }
}

/** Whether a block after `from` carries anything; a stretch too long to look through, or a re-org, counts as yes. */
async function hasTransactions(rpcUrl: string, from: number, to: number): Promise<boolean> {
  if (to < from || to - from > 30) return true
  for (let block = from + 1; block <= to; block++) {
    const count = await rpc<string>(rpcUrl, 'eth_getBlockTransactionCountByNumber', [
      `0x${block.toString(16)}`,
    ])
    if (Number(count) > 0) return true
  }
  return false
}

/**
 * After a pause the chain's clock follows the wall's again. A chain that was warped into the future goes on from there:
 * left alone, anvil begins with the wall's time and dates new blocks before old ones.
 */
async function followClock(rpcUrl: string): Promise<void> {
  const head = await rpc<{ timestamp: string }>(rpcUrl, 'eth_getBlockByNumber', ['latest', false])
  const now = Math.floor(Date.now() / 1000)
  await rpc(rpcUrl, 'evm_setTime', [Math.max(now, Number(head.timestamp) + 1)])
}
