import { encodeAccountCalls } from '@supernet/sdk/protocol'
import { UserOperation as UserOperationSchema } from '@supernet/sdk/schema'
import { eq } from 'drizzle-orm'
import { encodeFunctionData, erc20Abi, numberToHex } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createBrowser, registerPasskey, signIn } from '../../../test/helpers/login.ts'
import { createPasskey } from '../../../test/helpers/passkey.ts'
import { createLoginWorld, type LoginWorld, ORIGIN } from '../../test/loginWorld.ts'
import { freeOperation } from '../../test/operations.ts'
import { serve } from '../../test/serve.ts'
import { hex32, newAccount } from '../../test/world.ts'
import type { Common } from '../common.ts'
import { createPruner } from '../keeper/pruner.ts'
import { loginChallenges, logins } from '../store/schema/index.ts'

describe('a login', () => {
  let common: Common
  let chain: LoginWorld['chain']
  let url: string
  let end: LoginWorld['end']

  beforeAll(async () => {
    const keys = { SPONSOR_KEY: generatePrivateKey(), BUNDLER_KEYS: [generatePrivateKey()] }
    ;({ common, chain, url, end } = await createLoginWorld(keys))
  })
  afterAll(() => end())

  const db = () => common.store.db
  const registered = (passkey = createPasskey(ORIGIN)) => registerPasskey(url, passkey, { salt: hex32() })

  it('is ended by its browser, and from another one', async () => {
    const passkey = createPasskey(ORIGIN)
    const here = await registerPasskey(url, passkey, { name: 'Laptop' })
    const there = await signIn(url, passkey)
    const { logins: all } = await here.relayer.getLogins()
    expect(all.map(({ id, current, signer }) => [id, current, signer.name]).sort()).toEqual(
      [
        [here.login.id, true, 'Laptop'],
        [there.login.id, false, 'Laptop'],
      ].sort(),
    )
    const stolen = there.headers()
    await here.relayer.deleteOtherLogin({ params: { id: there.login.id } })
    expect(await there.relayer.getLogin()).toEqual({})
    const late = await fetch(`${url}/v1/logins`, { headers: stolen })
    expect(late.status).toBe(401)
    await here.relayer.deleteLogin()
    await here.relayer.deleteLogin()
    expect(here.headers()).not.toHaveProperty('cookie')
    expect(await here.relayer.getLogin()).toEqual({})
  })

  it('is of no use for the logins of other accounts', async () => {
    const [one, other] = [await registered(), await registered()]
    await one.relayer.deleteOtherLogin({ params: { id: other.login.id } })
    expect((await other.relayer.getLogin()).login?.id).toBe(other.login.id)
    expect((await one.relayer.getLogins()).logins).toHaveLength(1)
  })

  it('gives way to the next one of the same browser', async () => {
    const passkey = createPasskey(ORIGIN)
    const browser = await registerPasskey(url, passkey)
    const { challenge } = await browser.relayer.postChallenge({ body: {} })
    const next = await browser.relayer.postPasskeyLogin({ body: { passkey: passkey.use(challenge) } })
    expect((await browser.relayer.getLogins()).logins.map(({ id }) => id)).toEqual([next.id])
  })

  it('lasts thirty days from its last use, and no longer', async () => {
    const { login, relayer, headers } = await registered()
    const isLogin = eq(logins.id, login.id)
    const soon = new Date(Date.now() + 60_000)
    await db()
      .update(logins)
      .set({ seenAt: new Date(0), expiresAt: soon })
      .where(isLogin)
    const answer = await fetch(`${url}/v1/login`, { headers: headers() })
    expect(answer.headers.get('set-cookie')).toContain(headers().cookie)
    const [row] = await db().select().from(logins).where(isLogin)
    expect(row?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000)
    await db()
      .update(logins)
      .set({ expiresAt: new Date(0) })
      .where(isLogin)
    expect(await relayer.getLogin()).toEqual({})
    await expect(relayer.getLogins()).rejects.toMatchObject({ code: 'unauthorised' })
    await db()
      .insert(loginChallenges)
      .values({ challenge: hex32(), expiresAt: new Date(0) })
    await createPruner(common).step()
    expect(await db().select().from(logins).where(isLogin)).toEqual([])
    expect(
      await db()
        .select()
        .from(loginChallenges)
        .where(eq(loginChallenges.expiresAt, new Date(0))),
    ).toEqual([])
  })

  it('is not used by pages of other sites', async () => {
    const { login, headers } = await registered()
    const { cookie = '' } = headers()
    const call = (method: string, path: string, more: Record<string, string>, body?: string) =>
      fetch(url + path, { method, headers: { cookie, ...more }, body: body ?? null })
    const json = { 'content-type': 'application/json' }
    const pages: Record<string, string>[] = [{}, { origin: 'https://evil.test' }, { origin: 'null' }]
    for (const more of pages) {
      for (const answer of [
        await call('POST', '/v1/login/challenge', { ...json, ...more }, '{}'),
        await call('DELETE', '/v1/login', more),
        await call('DELETE', `/v1/logins/${login.id}`, more),
      ]) {
        expect(answer.status).toBe(403)
        expect(await answer.json()).toMatchObject({ error: { code: 'origin-refused' } })
      }
    }
    // A form of another site cannot send JSON.
    const form = { 'content-type': 'text/plain', origin: ORIGIN }
    expect((await call('POST', '/v1/login/challenge', form, '{}')).status).toBe(400)
    const preflight = await call('OPTIONS', '/v1/login', { origin: 'https://evil.test' })
    expect(preflight.headers.get('access-control-allow-methods')).not.toContain('DELETE')
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull()
    expect((await call('GET', '/v1/login', {})).status).toBe(200)
  })

  it('has a budget of its own at an address', async () => {
    const server = await serve({ ...common, config: { ...common.config, RATE_LIMIT_LOGINS: 2 } })
    const { relayer } = createBrowser(server.url, ORIGIN)
    for (let i = 0; i < 2; i++) await relayer.postChallenge({ body: {} })
    await expect(relayer.postChallenge({ body: {} })).rejects.toMatchObject({ code: 'rate-limited' })
    expect(await relayer.getLogin()).toEqual({})
    server.end()
  })

  describe('of the sponsor', () => {
    const call = async (headers: Record<string, string>, sender: `0x${string}`) => {
      const { sogniToken, entryPoint } = common.network.contracts
      const data = encodeFunctionData({
        abi: erc20Abi,
        functionName: 'transfer',
        args: [newAccount().address, 1n],
      })
      const operation = freeOperation(sender, { callData: encodeAccountCalls([{ to: sogniToken, data }]) })
      const params = [z.encode(UserOperationSchema, operation), entryPoint, numberToHex(31_337)]
      const answer = await fetch(`${url}/rpc`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'pm_getPaymasterStubData', params }),
      })
      return (await answer.json()) as { result?: object; error?: { code: number; data: { code: string } } }
    }

    it('pays for the account that is signed in, and for no other', async () => {
      const passkey = createPasskey(ORIGIN)
      const { login, headers } = await registered(passkey)
      chain.make(login.account, passkey)
      const { sponsorPaymaster } = common.network.contracts
      expect(await call(headers(), login.account)).toMatchObject({ result: { paymaster: sponsorPaymaster } })
      const refusals = [
        [await call({ origin: ORIGIN }, login.account), 'unauthorised'],
        [await call(headers(), newAccount().address), 'login-account'],
        [await call({ ...headers(), origin: 'https://evil.test' }, login.account), 'origin-refused'],
        [await call({ cookie: headers().cookie ?? '' }, login.account), 'origin-refused'],
        [
          await call({ ...headers(), cookie: `supernet_login=${'A'.repeat(43)}` }, login.account),
          'unauthorised',
        ],
      ] as const
      for (const [{ error }, code] of refusals)
        expect([error?.code, error?.data.code]).toEqual([-32001, code])
    })
  })
})
