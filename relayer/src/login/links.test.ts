import { passkeySigner, signerId, walletSigner } from '@supernet/sdk/protocol'
import { eq } from 'drizzle-orm'
import type { Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBrowser, registerPasskey } from '../../../test/helpers/login.ts'
import { createPasskey, type Passkey } from '../../../test/helpers/passkey.ts'
import { createLoginWorld, type LoginWorld, ORIGIN } from '../../test/loginWorld.ts'
import { hex32, newAccount } from '../../test/world.ts'
import type { Common } from '../common.ts'
import { applyBlock } from '../indexer/applyBlock.ts'
import type { ChainEvent, DeviceEvent } from '../indexer/log.ts'
import { undoAfter } from '../indexer/undo.ts'
import { createPruner } from '../keeper/pruner.ts'
import { links, passkeys } from '../store/schema/index.ts'

describe('devices of an account', () => {
  let common: Common
  let chain: LoginWorld['chain']
  let url: string
  let end: LoginWorld['end']
  let block = 10

  beforeAll(async () => {
    ;({ common, chain, url, end } = await createLoginWorld())
  })
  afterAll(() => end())

  const db = () => common.store.db
  const registered = async (passkey = createPasskey(ORIGIN)) => {
    const browser = await registerPasskey(url, passkey, { salt: hex32(), name: 'Laptop' })
    chain.make(browser.login.account, passkey)
    return { ...browser, account: browser.login.account }
  }
  const ask = async (passkey: Passkey, name = 'Phone') => {
    const browser = createBrowser(url, ORIGIN)
    const { challenge } = await browser.relayer.postChallenge({ body: {} })
    const link = await browser.relayer.postLink({ body: { passkey: passkey.create(challenge), name } })
    return { ...browser, link }
  }
  const signIn = async (passkey: Passkey) => {
    const browser = createBrowser(url, ORIGIN)
    const { challenge } = await browser.relayer.postChallenge({ body: {} })
    return browser.relayer.postPasskeyLogin({ body: { passkey: passkey.use(challenge) } })
  }
  const signerOf = (passkey: Passkey) => passkeySigner(common.network.contracts.webAuthnVerifier, passkey)

  const happen = (eventName: DeviceEvent['eventName'], args: object) => {
    block += 1
    const place = { tx: hex32(), logIndex: 0, block, at: block }
    const event = { source: 'devices', event: { eventName, args, place } } as unknown as ChainEvent
    const header = { number: block, hash: hex32(), parentHash: hex32(), time: block }
    return db().transaction((tx) => applyBlock(tx, header, [event]))
  }
  const add = async (account: Hex, signer: Hex) => {
    chain.addDevice(account, signer)
    await happen('DeviceAdded', { account, device: signerId(signer), signer })
  }

  it('are joined by a code, the account and the chain, in that order', async () => {
    const old = await registered()
    const key = createPasskey(ORIGIN)
    const { link, relayer } = await ask(key)
    expect(link).toMatchObject({ state: 'open', signer: { name: 'Phone', credential: key.id } })
    expect(link.code).toMatch(/^[0-9A-Z]{8}$/)
    await expect(signIn(key)).rejects.toMatchObject({ code: 'signer-unknown' })

    // Typed as people do.
    const typed = `${link.code.slice(0, 4)}-${link.code.slice(4)}`.toLowerCase()
    const claimed = await old.relayer.postLinkClaim({ params: { code: typed }, body: {} })
    expect(claimed).toMatchObject({ state: 'claimed', account: old.account })
    expect(await old.relayer.postLinkClaim({ params: { code: link.code }, body: {} })).toEqual(claimed)
    await expect(signIn(key)).rejects.toMatchObject({ code: 'signer-unknown' })
    const waiting = (await old.relayer.getDevices()).devices
    expect(waiting.map(({ name, standing }) => [name, standing])).toEqual([
      ['Laptop', 'owner'],
      ['Phone', 'waiting'],
    ])

    await add(old.account, signerOf(key))
    expect((await relayer.getLink({ params: { code: link.code } })).state).toBe('added')
    expect(await signIn(key)).toMatchObject({ account: old.account, signer: { name: 'Phone' } })
    expect((await old.relayer.getDevices()).devices.map(({ standing }) => standing)).toEqual([
      'owner',
      'device',
    ])
  })

  it('are taken by one account, while their code counts', async () => {
    const [one, other] = [await registered(), await registered()]
    const { link } = await ask(createPasskey(ORIGIN))
    const params = { code: link.code }
    await one.relayer.postLinkClaim({ params, body: {} })
    await expect(other.relayer.postLinkClaim({ params, body: {} })).rejects.toMatchObject({
      code: 'link-taken',
    })
    await expect(
      createBrowser(url, ORIGIN).relayer.postLinkClaim({ params, body: {} }),
    ).rejects.toMatchObject({
      code: 'unauthorised',
    })
    const key = createPasskey(ORIGIN)
    const late = await ask(key)
    await expect(ask(key)).rejects.toMatchObject({ code: 'passkey-known' })
    await db()
      .update(links)
      .set({ expiresAt: new Date(0) })
      .where(eq(links.code, late.link.code))
    const over = { params: { code: late.link.code } }
    await expect(late.relayer.getLink(over)).rejects.toMatchObject({ code: 'link-unknown' })
    await expect(one.relayer.postLinkClaim({ ...over, body: {} })).rejects.toMatchObject({
      code: 'link-unknown',
    })
    await createPruner(common).step()
    expect(await db().select().from(passkeys).where(eq(passkeys.id, key.id))).toEqual([])
    expect((await one.relayer.getDevices()).devices).toHaveLength(2)
  })

  it('are those of the chain, wallets as well, and follow it back', async () => {
    const { account, relayer } = await registered()
    const wallet = newAccount().address
    await add(account, walletSigner(wallet).toLowerCase() as Hex)
    const device = signerId(walletSigner(wallet))
    await relayer.patchDevice({ params: { device }, body: { name: 'My wallet' } })
    const listed = async () => (await relayer.getDevices()).devices.filter((one) => one.standing === 'device')
    expect(await listed()).toMatchObject([{ device, kind: 'wallet', name: 'My wallet' }])
    const unknown = relayer.patchDevice({ params: { device: hex32() }, body: { name: 'x' } })
    await expect(unknown).rejects.toMatchObject({ code: 'device-unknown' })

    await happen('DeviceRemoved', { account, device })
    expect(await listed()).toEqual([])
    await db().transaction((tx) => undoAfter(tx, block - 1))
    expect(await listed()).toHaveLength(1)
    await happen('DevicesReset', { account, generation: 2n })
    expect(await listed()).toEqual([])
  })
})
