import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { rewardRoot } from '@supernet/sdk/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, hex32, newAccount, type World } from '../../test/world.ts'
import { chainCampaigns, chainRewardRoots } from '../store/schema/index.ts'
import { readLeaves } from './readLeaves.ts'

const account = newAccount().address
const rows = [{ account, earned: 12n }]
const published = JSON.stringify({ rows: [{ account, earned: '12' }], note: 'for people' })

describe('the list of a campaign', () => {
  let world: World
  let server: Server
  let asked = 0
  let answer: RequestListener = (_, response) => response.end(published)
  let campaign = 0

  beforeAll(async () => {
    world = await createWorld()
    server = createServer((request, response) => {
      asked += 1
      answer(request, response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(async () => {
    server.close()
    await world.end()
  })

  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/leaves.json`
  const publish = async (uri: string, root = rewardRoot(campaign + 1, rows).root) => {
    campaign += 1
    const { db } = world.common.store
    await db
      .insert(chainCampaigns)
      .values({ id: campaign, token: account, kind: 0, endsAt: 4_000_000_000, uri: '' })
    const place = { block: campaign, logIndex: 0 }
    const about = { total: 12n, activeAt: 1, dataHash: hex32(), uri }
    await db.insert(chainRewardRoots).values({ ...place, ...about, campaign, root })
    return campaign
  }
  const unreachable = { code: 'leaves-unreachable' }

  it('is fetched once from where it was published', async () => {
    const id = await publish(url())
    expect(await readLeaves(world.common, id)).toEqual({ rows })
    expect(await readLeaves(world.common, id)).toEqual({ rows })
    expect(asked).toBe(1)
  })

  it('is not passed on where it does not make the root, or is no list', async () => {
    const id = await publish(url(), hex32())
    await expect(readLeaves(world.common, id)).rejects.toMatchObject(unreachable)
    answer = (_, response) => response.end('<html>secret</html>')
    await expect(readLeaves(world.common, await publish(url()))).rejects.toMatchObject(unreachable)
  })

  it('follows no redirect, waits for no endless answer, and leaves other protocols alone', async () => {
    answer = (_, response) => response.writeHead(302, { location: '/leaves.json' }).end()
    await expect(readLeaves(world.common, await publish(url()))).rejects.toMatchObject(unreachable)
    answer = (_, response) => {
      for (let i = 0; i < 20; i++) response.write(' '.repeat(1_000_000))
      response.end(published)
    }
    await expect(readLeaves(world.common, await publish(url()))).rejects.toMatchObject(unreachable)
    for (const uri of ['file:///etc/passwd', 'http://10.0.0.1/leaves.json', 'nowhere'])
      await expect(readLeaves(world.common, await publish(uri))).rejects.toMatchObject(unreachable)
    const abroad = { ...world.common, network: { ...world.common.network, relayerUrl: 'https://r.example' } }
    const before = asked
    await expect(readLeaves(abroad, await publish(url()))).rejects.toMatchObject(unreachable)
    expect(asked).toBe(before)
  })

  it('says the same of every address that gives no list, whatever it answers', async () => {
    const answers: RequestListener[] = [
      (_, response) => response.writeHead(404).end(),
      (_, response) => response.writeHead(500).end('secret'),
      (_, response) => response.writeHead(302, { location: '/leaves.json' }).end(),
      (_, response) => response.end('{}'),
      (request) => request.socket.destroy(),
    ]
    for (const next of answers) {
      answer = next
      const [id, uri] = [await publish(url()), url()]
      const refusal = await readLeaves(world.common, id).catch((error: unknown) => error)
      expect(refusal).toMatchObject({ code: 'leaves-unreachable', details: { campaign: id, uri } })
      expect(Object.keys((refusal as { details: object }).details)).toEqual(['campaign', 'uri'])
      expect((refusal as Error).cause).toBeUndefined()
    }
  })

  it('does not exist for a campaign that published none', async () => {
    await expect(readLeaves(world.common, 999)).rejects.toMatchObject({ code: 'distribution-unknown' })
  })
})
