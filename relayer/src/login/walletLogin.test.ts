import { type Address, concatHex, getContractAddress, type Hex, serializeErc6492Signature } from 'viem'
import { createSiweMessage, type SiweMessage } from 'viem/siwe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBrowser } from '../../../test/helpers/login.ts'
import { startAnvil, type TestChain } from '../../test/anvil.ts'
import { serve } from '../../test/serve.ts'
import { createWorld, hex32, newAccount, type World } from '../../test/world.ts'
import { createChainClient } from '../chain/chainClient.ts'

const ORIGIN = 'http://localhost:4180'
const CREATE2_DEPLOYER = '0x4e59b44847b379578588920cA78FbF26c0B4956C'
/** Contracts that confirm every signature (ERC-1271), and none. */
const WILLING: Hex = '0x631626ba7e60e01b60005260206000f3'
const UNWILLING: Hex = '0x63ffffffff60e01b60005260206000f3'
/** The contracts do not read it. */
const SIGNED: Hex = `0x${'12'.repeat(65)}`
/** Makes the willing one. */
const INIT: Hex = concatHex(['0x6f', WILLING, '0x60005260106010f3'])

describe('logins of wallets', () => {
  let world: World
  let chain: TestChain
  let url: string
  let end: () => void

  beforeAll(async () => {
    world = await createWorld()
    chain = await startAnvil()
    await chain.mine()
    const network = { ...world.common.network, rpcUrl: chain.rpcUrl }
    const config = { ...world.common.config, PUBLIC_ORIGINS: [ORIGIN, 'https://dapp.test'] }
    ;({ url, end } = await serve({
      ...world.common,
      ...{ network, config, chain: createChainClient(network) },
    }))
  })
  afterAll(async () => {
    end()
    chain.stop()
    await world.end()
  })

  const messageOf = async (address: Address, change: Partial<SiweMessage> = {}, origin = ORIGIN) => {
    const browser = createBrowser(url, origin)
    const { challenge, chainId } = await browser.relayer.postChallenge({ body: {} })
    const { host } = new URL(origin)
    const plain = { address, chainId, domain: host, nonce: challenge, uri: origin, version: '1' as const }
    return { browser, message: createSiweMessage({ ...plain, ...change }) }
  }

  it('take the message of an ordinary wallet, on each of our pages', async () => {
    const wallet = newAccount()
    for (const origin of [ORIGIN, 'https://dapp.test']) {
      const { browser, message } = await messageOf(wallet.address, {}, origin)
      const signature = await wallet.signMessage({ message })
      const login = await browser.relayer.postWalletLogin({ body: { message, signature } })
      expect(login).toMatchObject({ account: wallet.address, signer: { kind: 'wallet' }, current: true })
      expect(login.founding).toBeUndefined()
      expect((await browser.relayer.getLogin()).login?.account).toBe(wallet.address)
      const again = browser.relayer.postWalletLogin({ body: { message, signature } })
      await expect(again).rejects.toMatchObject({ code: 'login-challenge' })
    }
  })

  it.each([
    ['another chain', { chainId: 1 }, /chain/],
    ['another domain', { domain: 'evil.test' }, /domain/],
    ['another page', { uri: 'https://evil.test/' }, /page/],
    ['no challenge', { nonce: 'abcdefgh12345678' }, /nonce/],
    ['the past', { expirationTime: new Date(1_000) }, /valid now/],
    ['the future', { notBefore: new Date(Date.now() + 3_600_000) }, /valid now/],
  ])('refuse a message for %s', async (_, change, reason) => {
    const wallet = newAccount()
    const { browser, message } = await messageOf(wallet.address, change)
    const signature = await wallet.signMessage({ message })
    await expect(browser.relayer.postWalletLogin({ body: { message, signature } })).rejects.toMatchObject({
      code: 'wallet-refused',
      details: { reason: expect.stringMatching(reason) },
    })
  })

  it('refuse a challenge that was never given, other signers, and what is no message', async () => {
    const [wallet, other] = [newAccount(), newAccount()]
    const foreign = await messageOf(wallet.address, { nonce: hex32() })
    const signed = await wallet.signMessage({ message: foreign.message })
    const post = (message: string, signature: Hex) =>
      foreign.browser.relayer.postWalletLogin({ body: { message, signature } })
    await expect(post(foreign.message, signed)).rejects.toMatchObject({ code: 'login-challenge' })
    const { message } = await messageOf(wallet.address)
    const forged = await other.signMessage({ message })
    await expect(post(message, forged)).rejects.toMatchObject({ code: 'wallet-refused' })
    await expect(post('let me in', forged)).rejects.toMatchObject({ code: 'wallet-refused' })
    await expect(post(message, '0x')).rejects.toMatchObject({ code: 'wallet-refused' })
  })

  it('ask a contract about its signatures, and one that is not there yet after making it', async () => {
    const [willing, unwilling] = [newAccount().address, newAccount().address]
    await chain.rpc('anvil_setCode', [willing, WILLING])
    await chain.rpc('anvil_setCode', [unwilling, UNWILLING])
    await chain.mine()
    const post = async (address: Address, signature: Hex) => {
      const { browser, message } = await messageOf(address)
      return browser.relayer.postWalletLogin({ body: { message, signature } })
    }
    expect((await post(willing, SIGNED)).account).toBe(willing)
    await expect(post(unwilling, SIGNED)).rejects.toMatchObject({ code: 'wallet-refused' })
    const salt = hex32()
    const coming = getContractAddress({ opcode: 'CREATE2', from: CREATE2_DEPLOYER, salt, bytecode: INIT })
    const signature = serializeErc6492Signature({
      address: CREATE2_DEPLOYER,
      data: concatHex([salt, INIT]),
      signature: SIGNED,
    })
    expect((await post(coming, signature)).account).toBe(coming)
  })

  it('sign in to an account that has the wallet as a device', async () => {
    const wallet = newAccount()
    const account = newAccount().address
    const { deviceValidator } = world.common.network.contracts
    // An account with another key, and a module that knows every device.
    await chain.rpc('anvil_setCode', [account, '0x60406000f3'])
    await chain.rpc('anvil_setCode', [deviceValidator, '0x600160005260206000f3'])
    await chain.mine()
    const { browser, message } = await messageOf(wallet.address)
    const signature = await wallet.signMessage({ message })
    const login = await browser.relayer.postWalletLogin({ body: { message, signature, account } })
    expect(login).toMatchObject({ account, signer: { kind: 'wallet', signer: wallet.address.toLowerCase() } })
  })

  it('sign in to no account that the wallet is no device of', async () => {
    const wallet = newAccount()
    const { browser, message } = await messageOf(wallet.address)
    const signature = await wallet.signMessage({ message })
    const account = newAccount().address
    await expect(
      browser.relayer.postWalletLogin({ body: { message, signature, account } }),
    ).rejects.toMatchObject({ code: 'signer-unknown' })
  })
})
