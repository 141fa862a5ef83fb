import { setTimeout as sleep } from 'node:timers/promises'
import { sogniTokenAbi } from '@supernet/sdk/abi'
import { UserOperation } from '@supernet/sdk/schema'
import { encodeFunctionData, type Hex } from 'viem'
import { entryPoint08Abi } from 'viem/account-abstraction'
import { z } from 'zod'
import { rpc } from '../../deploy/local/rpc.ts'
import { until } from '../../deploy/local/until.ts'
import { createMembers, draftOperation, type Member, nonceOf, signOperation } from '../helpers/members.ts'
import { type Random, seededRandom } from '../helpers/random.ts'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'

export interface KillTally {
  readonly seed: number
  /** Operations that the relayer has acknowledged. */
  readonly sent: number
  /** Those that the chain has applied. */
  readonly included: number
  /** Acknowledged and not applied. */
  readonly lost: number
  /** Applied more than once, by the chain's events or the accounts' numbers. */
  readonly twice: number
  /** Times that the relayer was killed with SIGKILL while operations were on their way. */
  readonly kills: number
  readonly seconds: number
}

export interface KillOptions {
  readonly operations: number
  /** As many operations are on their way at once. */
  readonly accounts: number
  readonly seed: number
  readonly log?: (line: string) => void
}

/** Most lives end while operations come in and bundles go out, some while the relayer still starts. */
const DIES_STARTING = 0.2
const BIRTH_MS = [100, 3_000] as const
/** A life is a number of acknowledged operations, not a time: a fast machine would be done before the first kill. */
const LIFE_SHARE = 0.15
/** After the last of them: at once, amid the others (half of the lives), or somewhere before the next block. */
const LAST_BREATH_MS = [-800, 800] as const
const PATIENCE_MS = 10 * 60_000
const RETRY_MS = 200

/** Operations of accounts that each send the next one when a block has the last, while the relayer dies at random. */
export async function runKilledBundler({
  operations,
  accounts,
  seed,
  log = () => undefined,
}: KillOptions): Promise<KillTally> {
  const net = await startTestNetwork({ workers: 0, relayerEnv: { RATE_LIMIT_REQUESTS: '1000000' } })
  try {
    const members = await createMembers(net, 'deployer', accounts)
    const begin = performance.now()
    const from = await net.chain.reader.getBlockNumber({ cacheTime: 0 })
    const sent: Hex[] = []
    const killer = startKiller(net, seededRandom(seed), {
      sent: () => sent.length,
      longestLife: Math.max(1, Math.floor(operations * LIFE_SHARE)),
      log,
    })
    const shares = members.map((_, i) => Math.floor((operations + i) / accounts))
    await Promise.all(
      members.map((member, i) => sendInTurn(net, member, shares[i] ?? 0, (hash) => sent.push(hash))),
    )
    const kills = await killer.end()
    const counts = await appliedSince(net, from)
    const applied = (hash: Hex) => counts.get(hash) ?? 0
    const numbers = await Promise.all(members.map(({ address }) => nonceOf(net, address)))
    const beyond = numbers.filter((number, i) => number > BigInt(shares[i] ?? 0)).length
    return {
      seed,
      sent: sent.length,
      included: sent.filter((hash) => applied(hash) > 0).length,
      lost: sent.filter((hash) => applied(hash) === 0).length,
      twice: sent.filter((hash) => applied(hash) > 1).length + beyond,
      kills,
      seconds: Math.round((performance.now() - begin) / 1_000),
    }
  } finally {
    await net.end()
  }
}

interface KillerOptions {
  /** How many operations are acknowledged by now. */
  readonly sent: () => number
  /** In acknowledged operations. */
  readonly longestLife: number
  readonly log: (line: string) => void
}

function startKiller(net: TestNetwork, random: Random, { sent, longestLife, log }: KillerOptions) {
  const ended = new AbortController()
  let kills = 0
  const run = async (): Promise<void> => {
    const { signal } = ended
    for (;;) {
      if (kills > 0 && random.next() < DIES_STARTING)
        await sleep(random.between(...BIRTH_MS), undefined, { signal })
      else {
        const last = sent() + random.between(1, longestLife)
        await until(() => Promise.resolve(sent() >= last), {
          what: `Operation ${last}`,
          timeoutMs: PATIENCE_MS,
          everyMs: 2,
          signal,
        })
        await sleep(Math.max(0, random.between(...LAST_BREATH_MS)), undefined, { signal })
      }
      if (net.processes.get('relayer')?.pid === undefined) continue
      net.kill('relayer')
      kills++
      log(`kill ${kills} after ${sent()} operations`)
    }
  }
  const done = run().catch(() => undefined)
  return {
    end: async (): Promise<number> => {
      ended.abort()
      await done
      return kills
    },
  }
}

/** Operations of one account, each sent when the one before is applied. */
async function sendInTurn(
  net: TestNetwork,
  member: Member,
  count: number,
  onAcknowledged: (hash: Hex) => void,
): Promise<void> {
  const { sogniToken, renderLedger } = net.network.contracts
  for (let nonce = 0n; nonce < count; nonce++) {
    const data = encodeFunctionData({
      abi: sogniTokenAbi,
      functionName: 'approve',
      args: [renderLedger, nonce + 1n],
    })
    const draft = draftOperation(net, member, { nonce, calls: [{ to: sogniToken, data }] })
    const { hash, operation } = await signOperation(net, member, draft, Math.floor(Date.now() / 1_000))
    await acknowledged(net, operation)
    onAcknowledged(hash)
    await until(async () => (await nonceOf(net, member.address)) > nonce, {
      what: `Operation ${hash}`,
      timeoutMs: PATIENCE_MS,
      everyMs: RETRY_MS,
    })
  }
}

/** As a client does that hears nothing: the same bytes again, until there is an answer. */
const acknowledged = ({ urls, network }: TestNetwork, operation: UserOperation): Promise<Hex> =>
  until(
    () =>
      rpc<Hex>(`${urls.relayer}/rpc`, 'eth_sendUserOperation', [
        z.encode(UserOperation, operation),
        network.contracts.entryPoint,
      ]),
    { what: 'The acknowledgement of an operation', timeoutMs: PATIENCE_MS, everyMs: RETRY_MS },
  )

/** How often the chain has applied each operation, with success. */
async function appliedSince({ chain, network }: TestNetwork, fromBlock: bigint): Promise<Map<Hex, number>> {
  const events = await chain.reader.getContractEvents({
    address: network.contracts.entryPoint,
    abi: entryPoint08Abi,
    eventName: 'UserOperationEvent',
    fromBlock,
    strict: true,
  })
  const counts = new Map<Hex, number>()
  for (const { args } of events)
    if (args.success) counts.set(args.userOpHash, (counts.get(args.userOpHash) ?? 0) + 1)
  return counts
}
