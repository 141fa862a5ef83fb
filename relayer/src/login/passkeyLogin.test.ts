import { passkeySigner } from '@supernet/sdk/protocol'
import { eq, sql } from 'drizzle-orm'
import type { Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBrowser, registerPasskey, signIn } from '../../../test/helpers/login.ts'
import { createPasskey } from '../../../test/helpers/passkey.ts'
import { createLoginWorld, type LoginWorld, ORIGIN } from '../../test/loginWorld.ts'
import { serve } from '../../test/serve.ts'
import { hex32, newAccount } from '../../test/world.ts'
import type { Common } from '../common.ts'
import { accounts, chainReferrals, loginChallenges, logins, passkeys } from '../store/schema/index.ts'

describe('logins of passkeys', () => {
  let common: Common
  let chain: LoginWorld['chain']
  let url: string
  let end: LoginWorld['end']

  beforeAll(async () => {
    ;({ common, chain, url, end } = await createLoginWorld())
  })
  afterAll(() => end())

  const db = () => common.store.db
  const challengeOf = async (): Promise<Hex> =>
    (await createBrowser(url, ORIGIN).relayer.postChallenge({ body: {} })).challenge
  const stated = { salt: hex32(), birth: [], name: 'a phone' }
  const register = (passkey: ReturnType<ReturnType<typeof createPasskey>['create']>) =>
    createBrowser(url, ORIGIN).relayer.postPasskey({ body: { ...stated, passkey } })
  const use = (passkey: ReturnType<ReturnType<typeof createPasskey>['use']>) =>
    createBrowser(url, ORIGIN).relayer.postPasskeyLogin({ body: { passkey } })

  it('registers a passkey with its account and signs in', async () => {
    const passkey = createPasskey(ORIGIN)
    const salt = hex32()
    const birth = [{ to: newAccount().address, value: 0n, data: '0x1234' as const }]
    const referrer = newAccount().address
    const { login, relayer } = await registerPasskey(url, passkey, {
      ...{ salt, birth, referrer, name: ' My phone ' },
    })
    const { webAuthnVerifier } = common.network.contracts
    expect(login).toMatchObject({
      signer: {
        kind: 'passkey',
        credential: passkey.id,
        name: 'My phone',
        signer: passkeySigner(webAuthnVerifier, passkey).toLowerCase(),
      },
      founding: { qx: passkey.qx, qy: passkey.qy, salt, birth },
      current: true,
    })
    expect(await relayer.getLogin()).toEqual({ login })
    const [row] = await db().select().from(accounts).where(eq(accounts.address, login.account))
    expect(row).toMatchObject({ referrer, qx: passkey.qx })
    expect(login.referrer).toBe(referrer)
    await db().insert(chainReferrals).values({ referee: login.account, referrer, since: 1 })
    expect((await relayer.getLogin()).login?.referrer).toBeUndefined()
  })

  it('gives a cookie that scripts and other sites do not get, and stores no token', async () => {
    const passkey = createPasskey(ORIGIN)
    const challenge = await challengeOf()
    const answer = await fetch(`${url}/v1/login/passkey/register`, {
      method: 'POST',
      headers: { origin: ORIGIN, 'content-type': 'application/json' },
      body: JSON.stringify({ ...stated, passkey: passkey.create(challenge) }),
    })
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^supernet_login=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/)
    const token = cookie.slice('supernet_login='.length).split(';')[0] ?? ''
    const rows = await db().execute(sql`SELECT logins::text AS row FROM logins`)
    expect(JSON.stringify(rows.rows)).not.toContain(token)

    const safe = await serve({ ...common, config: { ...common.config, PUBLIC_ORIGINS: ['https://a.test'] } })
    const far = createPasskey('https://a.test')
    const browser = createBrowser(safe.url, far.origin)
    const [begun] = [await browser.relayer.postChallenge({ body: {} })]
    const secure = await browser.fetch(`${safe.url}/v1/login/passkey/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...stated, passkey: far.create(begun.challenge) }),
    })
    expect(secure.headers.get('set-cookie')).toContain('; Secure')
    safe.end()
  })

  it('signs in again where everything was forgotten, also at another replica', async () => {
    const passkey = createPasskey(ORIGIN)
    const { login } = await registerPasskey(url, passkey)
    const again = await signIn(url, passkey)
    expect(again.login).toMatchObject({ account: login.account, founding: login.founding })
    expect(again.login.id).not.toBe(login.id)
    const replica = await serve(common)
    const elsewhere = createBrowser(replica.url, ORIGIN)
    const { login: seen } = await elsewhere
      .fetch(`${replica.url}/v1/login`, { headers: again.headers() })
      .then((answer) => answer.json() as Promise<{ login: { id: string } }>)
    expect(seen.id).toBe(again.login.id)
    replica.end()
  })

  it('takes a challenge once, in time, and only its own', async () => {
    const [one, other] = [createPasskey(ORIGIN), createPasskey(ORIGIN)]
    const challenge = await challengeOf()
    await register(one.create(challenge))
    await expect(register(other.create(challenge))).rejects.toMatchObject({ code: 'login-challenge' })
    await expect(register(other.create(hex32()))).rejects.toMatchObject({ code: 'login-challenge' })
    const used = one.use(await challengeOf())
    await use(used)
    await expect(use(used)).rejects.toMatchObject({ code: 'login-challenge' })
    const late = await challengeOf()
    await db()
      .update(loginChallenges)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(loginChallenges.challenge, late))
    await expect(register(other.create(late))).rejects.toMatchObject({ code: 'login-challenge' })
    await expect(use(one.use(late))).rejects.toMatchObject({ code: 'login-challenge' })
    // What failed registered nothing.
    await expect(use(other.use(await challengeOf()))).rejects.toMatchObject({ code: 'passkey-unknown' })
  })

  it('uses a challenge up for one of many that come at once', async () => {
    const passkey = createPasskey(ORIGIN)
    await register(passkey.create(await challengeOf()))
    const challenge = await challengeOf()
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => use(passkey.use(challenge))))
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it.each([
    ['another origin', createPasskey('http://localhost:9999'), /origin/],
    ['another domain', createPasskey(ORIGIN, { rpId: 'evil.test' }), /RP ID/],
    ['nobody verified', createPasskey(ORIGIN, { flags: 0x19 }), /verified/],
  ])('refuses a passkey of %s', async (_, passkey, reason) => {
    const refusal = { code: 'passkey-refused', details: { reason: expect.stringMatching(reason) } }
    await expect(register(passkey.create(await challengeOf()))).rejects.toMatchObject(refusal)
    const { id, qx, qy } = passkey
    const good = createPasskey(ORIGIN)
    await register(good.create(await challengeOf()))
    const [row] = await db().select().from(passkeys).where(eq(passkeys.id, good.id))
    if (row === undefined) throw new Error('not registered')
    await db()
      .insert(passkeys)
      .values({ ...row, id, account: row.account })
    expect([qx, qy]).not.toContain(row.qx)
    await expect(use(passkey.use(await challengeOf()))).rejects.toMatchObject(refusal)
  })

  it('refuses signatures of another key, and answers that are no WebAuthn', async () => {
    const [mine, theirs] = [createPasskey(ORIGIN), createPasskey(ORIGIN)]
    await register(mine.create(await challengeOf()))
    const forged = { ...theirs.use(await challengeOf()), id: mine.id, rawId: mine.id }
    await expect(use(forged)).rejects.toMatchObject({ code: 'passkey-refused' })
    const creation = createPasskey(ORIGIN).create(await challengeOf())
    for (const response of [
      { ...creation.response, attestationObject: 'AAAA' },
      { ...creation.response, clientDataJSON: 'AAAA' },
    ])
      await expect(register({ ...creation, response })).rejects.toMatchObject({ code: 'passkey-refused' })
    await expect(register({ ...creation, rawId: 'AAAA' })).rejects.toMatchObject({ code: 'passkey-refused' })
  })

  it('expects a count that grows where the passkey counts', async () => {
    let count = 5
    const passkey = createPasskey(ORIGIN, { counter: () => count })
    await register(passkey.create(await challengeOf()))
    // A copy of the key that lags behind gives itself away.
    await expect(use(passkey.use(await challengeOf()))).rejects.toMatchObject({ code: 'passkey-refused' })
    count = 6
    await use(passkey.use(await challengeOf()))
    count = 0
    await expect(use(passkey.use(await challengeOf()))).rejects.toMatchObject({ code: 'passkey-refused' })
    const synced = createPasskey(ORIGIN)
    await register(synced.create(await challengeOf()))
    for (let i = 0; i < 2; i++) await use(synced.use(await challengeOf()))
  })

  it('takes no statement about the key of an account that is there for its word', async () => {
    const passkey = createPasskey(ORIGIN)
    const { account } = await register(passkey.create(await challengeOf()))
    const known = register(passkey.create(await challengeOf()))
    await expect(known).rejects.toMatchObject({ code: 'passkey-known' })
    // The key is public once it is on chain: anybody can state it under an id of their own.
    const liar = { ...passkey.create(await challengeOf()) }
    const other = createPasskey(ORIGIN)
    await db().delete(passkeys).where(eq(passkeys.id, passkey.id))
    await expect(register(liar)).rejects.toMatchObject({ code: 'passkey-unproven', details: { account } })
    // It counts once the passkey proves it, as after a loss of the database.
    expect((await use(passkey.use(await challengeOf()))).account).toBe(account)
    const { account: second } = await register(other.create(await challengeOf()))
    chain.make(second, other)
    await db().delete(passkeys).where(eq(passkeys.id, other.id))
    await db().delete(accounts).where(eq(accounts.address, second))
    const lost = register(other.create(await challengeOf()))
    await expect(lost).rejects.toMatchObject({ code: 'passkey-unproven' })
    expect((await use(other.use(await challengeOf()))).account).toBe(second)
  })

  it('limits the accounts that one address registers in a day', async () => {
    const strict = { ...common.config, SPONSOR_CREATIONS_OF_CLIENT: 2, TRUST_PROXY: 1 }
    const server = await serve({ ...common, config: strict })
    const at = (address: string) => {
      const browser = createBrowser(server.url, ORIGIN)
      const fetcher = browser.fetch
      return async () => {
        const challenge = await challengeOf()
        return fetcher(`${server.url}/v1/login/passkey/register`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
          body: JSON.stringify({ ...stated, passkey: createPasskey(ORIGIN).create(challenge) }),
        })
      }
    }
    const [one, other] = [at('192.0.2.1'), at('192.0.2.2')]
    expect([(await one()).status, (await one()).status, (await one()).status]).toEqual([200, 200, 429])
    expect((await other()).status).toBe(200)
    // Of IPv6 a person has a whole network.
    const inNetwork = ['2001:db8:0:1::1', '2001:db8:0:1:8000::2', '2001:db8:0:1::3'].map(at)
    const statuses: number[] = []
    for (const register of inNetwork) statuses.push((await register()).status)
    expect(statuses).toEqual([200, 200, 429])
    expect((await at('2001:db8:0:100::1')()).status).toBe(200)
    server.end()
  })

  it('ends the logins of a key that is none of the account any longer', async () => {
    const passkey = createPasskey(ORIGIN)
    const { login, relayer } = await registerPasskey(url, passkey, { salt: hex32() })
    chain.make(login.account, passkey)
    const recheck = () =>
      db()
        .update(logins)
        .set({ checkedAt: new Date(0) })
        .where(eq(logins.account, login.account))
    await recheck()
    expect((await relayer.getLogin()).login?.id).toBe(login.id)
    const other = createPasskey(ORIGIN)
    chain.make(login.account, other)
    // Believed for a minute.
    expect((await relayer.getLogin()).login?.id).toBe(login.id)
    await recheck()
    await expect(relayer.getLogins()).rejects.toMatchObject({ code: 'unauthorised' })
    expect(await relayer.getLogin()).toEqual({})
    expect(await db().select().from(logins).where(eq(logins.account, login.account))).toEqual([])
    await expect(use(passkey.use(await challengeOf()))).rejects.toMatchObject({ code: 'signer-unknown' })
    // As a device it counts again.
    chain.addDevice(login.account, passkeySigner(common.network.contracts.webAuthnVerifier, passkey))
    expect((await use(passkey.use(await challengeOf()))).account).toBe(login.account)
  })
})
