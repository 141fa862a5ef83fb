import { join } from 'node:path'
import getPort from 'get-port'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Child } from '../../deploy/local/child.ts'
import { createRelayer } from '../../deploy/local/relayer.ts'
import { bundlerClient } from '../helpers/bundlerClient.ts'
import { chainNow } from '../helpers/chainTime.ts'
import { createMembers, draftOperation, type Member, nonceOf, signOperation } from '../helpers/members.ts'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'

/** A relayer without a bundler of its own, with its own database: BUNDLER_URL names the one of the network. */
let net: TestNetwork
let other: Child
let url: string
let member: Member

beforeAll(async () => {
  net = await startTestNetwork({ workers: 0 })
  const port = await getPort()
  url = `http://127.0.0.1:${port}/rpc`
  const host = { logDir: join(net.dataDir, 'logs'), runDir: join(net.dataDir, 'other'), log: () => undefined }
  other = createRelayer(host, {
    dataDir: join(net.dataDir, 'otherRelayer'),
    port,
    databaseUrl: await databaseBeside(net.urls.database),
    networkFile: net.networkFile,
    key: net.keys.key('otherRelayer'),
    env: { BUNDLER_URL: `${net.urls.relayer}/rpc` },
  })
  await other.start()
  const [first] = await createMembers(net, 'deployer', 1)
  if (first === undefined) throw new Error('there is no member')
  member = first
})
afterAll(async () => {
  await other?.stop()
  await net?.end()
})

async function databaseBeside(database: string): Promise<string> {
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  await client.query('CREATE DATABASE other')
  await client.end()
  const beside = new URL(database)
  beside.pathname = '/other'
  return beside.href
}

/** What a client does with any bundler. */
async function clientFlow(bundlerUrl: string, amount: bigint): Promise<void> {
  const bundler = bundlerClient(bundlerUrl, net)
  const { entryPoint } = net.network.contracts
  expect(await bundler.call('eth_chainId')).toMatchObject({ result: '0x7a69' })
  expect(await bundler.call('eth_supportedEntryPoints')).toMatchObject({ result: [entryPoint] })
  const nonce = await nonceOf(net, member.address)
  const draft = draftOperation(net, member, { nonce, calls: [bundler.allow(amount)] })
  const { result } = await bundler.estimate({ ...draft, callGasLimit: 0n, verificationGasLimit: 0n })
  const { callGasLimit, verificationGasLimit } = result as Record<string, string>
  const limits = {
    callGasLimit: BigInt(callGasLimit ?? 0),
    verificationGasLimit: BigInt(verificationGasLimit ?? 0),
  }
  const signed = await signOperation(net, member, { ...draft, ...limits }, await chainNow(net.urls.rpc))
  expect(await bundler.send(signed.operation)).toMatchObject({ result: signed.hash })
  expect(await bundler.receipt(signed.hash)).toMatchObject({ userOpHash: signed.hash, success: true })
  expect(await bundler.call('eth_getUserOperationByHash', [signed.hash])).toMatchObject({
    result: { userOperation: { sender: member.address } },
  })
  expect(await bundler.allowance(member.address)).toBe(amount)
  // The same operation again is the same; an old number is refused with the entry point's word.
  const stale = await signOperation(
    net,
    member,
    { ...draft, ...limits, callGasLimit: 70_000n },
    await chainNow(net.urls.rpc),
  )
  expect((await bundler.send(stale.operation)).error).toMatchObject({
    code: -32500,
    message: expect.stringContaining('AA25'),
  })
}

it('the client’s flow passes through the built-in bundler', () => clientFlow(`${net.urls.relayer}/rpc`, 21n))

it('the same flow passes through a bundler elsewhere, errors and all', () => clientFlow(url, 22n))
