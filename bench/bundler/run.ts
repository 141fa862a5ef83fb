/** Our bundler against a peer on one chain: `npm run bench:bundler`. The method stands in README.md. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sogniTokenAbi } from '@supernet/sdk/abi'
import getPort from 'get-port'
import { encodeFunctionData, type PublicClient } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { rpc } from '../../deploy/local/rpc.ts'
import { clientFlow } from '../../test/helpers/clientFlow.ts'
import {
  createMembers,
  draftOperation,
  type Member,
  nonceOf,
  signOperation,
} from '../../test/helpers/members.ts'
import { startTestNetwork } from '../../test/helpers/testNetwork.ts'
import { ALTO, startAlto } from './alto.ts'
import { type Round, runRound, type Sign } from './round.ts'

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '100' },
    each: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    bar: { type: 'string', default: '2' },
    alto: { type: 'string' },
  },
})
const [accounts, each, rounds, bar] = [values.accounts, values.each, values.rounds, values.bar].map(
  Number,
) as [number, number, number, number]

/** Beside the defaults. The node is on this machine, and one address is everybody. */
const OURS = { BUNDLE_LEAD_MS: '50', LOG_LEVEL: 'error', RATE_LIMIT_REQUESTS: '1000000' }
const ETHER = `0x${(10n ** 20n).toString(16)}`

const folder = mkdtempSync(join(tmpdir(), 'bench-bundler-'))
const net = await startTestNetwork({ workers: 0, relayerEnv: OURS })
const { entryPoint, sogniToken, renderLedger } = net.network.contracts
const reader = net.chain.reader as PublicClient

const fund = async () => {
  const key = generatePrivateKey()
  await rpc(net.urls.rpc, 'anvil_setBalance', [privateKeyToAccount(key).address, ETHER])
  return key
}

/** Signs operations of an account one after the other, each an allowance that differs from the last. */
async function signer(member: Member): Promise<Sign> {
  let nonce = await nonceOf(net, member.address)
  return async () => {
    const args = [renderLedger, nonce + 1n] as const
    const data = encodeFunctionData({ abi: sogniTokenAbi, functionName: 'approve', args })
    const draft = draftOperation(net, member, { nonce: nonce++, calls: [{ to: sogniToken, data }] })
    return signOperation(net, member, draft, Math.floor(Date.now() / 1_000))
  }
}

const median = (sorted: readonly number[]) => sorted[Math.floor(sorted.length / 2)] ?? 0

try {
  const alto = await startAlto(values.alto ?? folder, {
    port: await getPort(),
    rpcUrl: net.urls.rpc,
    entryPoint,
    executor: await fund(),
    utility: await fund(),
  })
  try {
    const members = await createMembers(net, 'deployer', accounts)
    const signers = await Promise.all(members.map(signer))
    const targets = { ours: `${net.urls.relayer}/rpc`, alto: alto.url }
    // One flow for every bundler: the account and its client do not know which it is.
    const [tester] = await createMembers(net, 'deployer', 1)
    if (tester === undefined) throw new Error('there is no account')
    for (const [i, url] of Object.values(targets).entries()) await clientFlow(net, tester, url, BigInt(i + 1))
    const results: Record<keyof typeof targets, Round[]> = { ours: [], alto: [] }
    const names = Object.keys(targets) as (keyof typeof targets)[]
    for (let round = 0; round <= rounds; round++)
      for (const name of names) {
        const target = { url: targets[name], entryPoint, reader }
        const result = await runRound(target, signers, round === 0 ? 1 : each)
        if (round > 0) results[name].push(result) // the first one warms up
        console.error(`${round} ${name} ${JSON.stringify(result)}`)
      }
    const of = (name: keyof typeof targets, key: keyof Round) =>
      Math.round(median(results[name].map((result) => result[key]).toSorted((a, b) => a - b)) * 10) / 10
    const ratio = Math.floor((of('ours', 'opsPerSecond') / of('alto', 'opsPerSecond')) * 100) / 100
    console.log(
      JSON.stringify({
        ours_ops_s: of('ours', 'opsPerSecond'),
        alto_ops_s: of('alto', 'opsPerSecond'),
        ratio,
        ours_p50_ms: of('ours', 'p50Ms'),
        ours_p95_ms: of('ours', 'p95Ms'),
        alto_p50_ms: of('alto', 'p50Ms'),
        alto_p95_ms: of('alto', 'p95Ms'),
        ours_ops_per_bundle: of('ours', 'opsPerBundle'),
        alto_ops_per_bundle: of('alto', 'opsPerBundle'),
        in_flight: accounts,
        operations: accounts * each,
        rounds,
        flow: 'passed by both',
        alto: ALTO,
      }),
    )
    if (ratio < bar) {
      console.error(`The ratio is ${ratio}, below ${bar}`)
      process.exitCode = 1
    }
  } finally {
    alto.stop()
  }
} finally {
  await net.end()
  rmSync(folder, { recursive: true, force: true })
}
