import { join } from 'node:path'
import getPort from 'get-port'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Child } from '../../deploy/local/child.ts'
import { createRelayer } from '../../deploy/local/relayer.ts'
import { bundlerClient } from '../helpers/bundlerClient.ts'
import { chainNow } from '../helpers/chainTime.ts'
import { clientFlow } from '../helpers/clientFlow.ts'
import { createMembers, draftOperation, type Member, signOperation } from '../helpers/members.ts'
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

/** The flow of any client, and its end: an old number is refused with the entry point's word. */
async function pass(bundlerUrl: string, amount: bigint): Promise<void> {
  const nonce = await clientFlow(net, member, bundlerUrl, amount)
  const bundler = bundlerClient(bundlerUrl, net)
  const draft = draftOperation(net, member, { nonce, calls: [bundler.allow(amount + 1n)] })
  const stale = await signOperation(net, member, draft, await chainNow(net.urls.rpc))
  expect((await bundler.send(stale.operation)).error).toMatchObject({
    code: -32500,
    message: expect.stringContaining('AA25'),
  })
}

it('the client’s flow passes through the built-in bundler', () => pass(`${net.urls.relayer}/rpc`, 21n))

it('the same flow passes through a bundler elsewhere, errors and all', () => pass(url, 22n))
