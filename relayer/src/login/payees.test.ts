import { buySpark } from '@supernet/sdk/actions'
import type { AccountCall } from '@supernet/sdk/protocol'
import { encodeFunctionData, erc20Abi, parseEther, parseUnits } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBrowser, registerPasskey } from '../../../test/helpers/login.ts'
import { createPasskey } from '../../../test/helpers/passkey.ts'
import { createFakeAccounts } from '../../test/fakeAccounts.ts'
import { serve } from '../../test/serve.ts'
import { createWorld, hex32, newAccount, type World } from '../../test/world.ts'
import type { Common } from '../common.ts'
import { freeTransfers } from '../store/schema/index.ts'
import { holdTransfers } from './payees.ts'

const ORIGIN = 'http://localhost:4180'
const DAY = 86_400

describe('payees', () => {
  let world: World
  let common: Common
  let url: string
  let end: () => void
  beforeAll(async () => {
    world = await createWorld()
    const config = { ...world.common.config, PUBLIC_ORIGINS: [ORIGIN] }
    common = { ...world.common, config, chain: createFakeAccounts().chain }
    ;({ url, end } = await serve(common))
  })
  afterAll(async () => {
    end()
    await world.end()
  })

  const send = (token: 'sogniToken' | 'usdc', payee: `0x${string}`, amount: bigint) => ({
    to: common.network.contracts[token],
    value: 0n,
    data: encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [payee, amount] }),
  })
  const hold = (
    sender: `0x${string}`,
    nonce: bigint,
    calls: readonly Required<AccountCall>[],
    now = common.clock.now(),
  ) => common.store.db.transaction((tx) => holdTransfers(common, tx, { sender, nonce, calls, now }))

  it('are announced, named, listed and taken back by the account', async () => {
    const passkey = createPasskey(ORIGIN)
    const { relayer, login } = await registerPasskey(url, passkey, { salt: hex32() })
    const payee = newAccount().address
    const first = await relayer.postPayee({ body: { payee, name: 'Ana' } })
    expect(first.opensAt - first.announcedAt).toBe(DAY)
    expect(first.device).toBe(login.signer.device)
    const again = await relayer.postPayee({ body: { payee, name: 'Ana B.' } })
    expect(again).toEqual({ ...first, name: 'Ana B.' })
    const { sogniToken, usdc } = common.network.contracts
    const rule = {
      delay: DAY,
      limits: [
        { token: sogniToken, most: parseEther('1000'), left: parseEther('1000') },
        { token: usdc, most: parseUnits('10', 6), left: parseUnits('10', 6) },
      ],
    }
    expect(await relayer.getPayees()).toEqual({ payees: [again], ...rule })
    await relayer.deletePayee({ params: { payee } })
    await relayer.deletePayee({ params: { payee } })
    expect(await relayer.getPayees()).toEqual({ payees: [], ...rule })
    await hold(login.account, 1n, [send('sogniToken', newAccount().address, parseEther('400'))])
    const [sogni] = (await relayer.getPayees()).limits
    expect(sogni?.left).toBe(parseEther('600'))
    const stranger = createBrowser(url, ORIGIN).relayer
    await expect(stranger.getPayees()).rejects.toMatchObject({ code: 'unauthorised' })
    await expect(stranger.postPayee({ body: { payee, name: 'x' } })).rejects.toMatchObject({
      code: 'unauthorised',
    })
  })

  it('get a little a day before they are announced, all together', async () => {
    const account = newAccount().address
    const [a, b] = [newAccount().address, newAccount().address]
    await hold(account, 1n, [send('sogniToken', a, parseEther('600'))])
    // The same number again, as a wallet that asks twice does.
    await hold(account, 1n, [send('sogniToken', a, parseEther('600'))])
    await hold(account, 2n, [send('sogniToken', b, parseEther('400'))])
    const more = hold(account, 3n, [send('sogniToken', b, 1n)])
    await expect(more).rejects.toMatchObject({ code: 'payee-too-new', details: { payee: b } })
    // Another token, another account and another day have budgets of their own.
    await hold(account, 3n, [send('usdc', b, parseUnits('10', 6))])
    await expect(hold(account, 4n, [send('usdc', b, 1n)])).rejects.toMatchObject({ code: 'payee-too-new' })
    await hold(newAccount().address, 0n, [send('sogniToken', b, parseEther('1000'))])
    await hold(account, 5n, [send('sogniToken', b, parseEther('1000'))], common.clock.now() + DAY)
    const split = [send('sogniToken', a, parseEther('500')), send('sogniToken', b, parseEther('501'))]
    await expect(hold(newAccount().address, 0n, split)).rejects.toMatchObject({ code: 'payee-too-new' })
  })

  it('get any amount once they were announced for long enough', async () => {
    const { relayer, login } = await registerPasskey(url, createPasskey(ORIGIN), { salt: hex32() })
    const { account } = login
    const payee = newAccount().address
    const { opensAt } = await relayer.postPayee({ body: { payee, name: 'Ana' } })
    const calls = [send('sogniToken', payee, parseEther('5000'))]
    await expect(hold(account, 0n, calls, opensAt - 1)).rejects.toMatchObject({
      code: 'payee-too-new',
      details: { payee, opensAt },
    })
    await hold(account, 0n, calls, opensAt)
    const rows = await common.store.db.select().from(freeTransfers)
    expect(rows.some((row) => row.account === account)).toBe(false)
    // Of others the announcement says nothing.
    const other = [...calls, send('sogniToken', newAccount().address, parseEther('1001'))]
    await expect(hold(account, 1n, other, opensAt)).rejects.toMatchObject({ code: 'payee-too-new' })
  })

  it('are asked about for transfers of these tokens only', async () => {
    const { sogniToken, renderLedger } = common.network.contracts
    const approve = encodeFunctionData({
      abi: erc20Abi,
      functionName: 'approve',
      args: [renderLedger, 10n ** 30n],
    })
    await hold(newAccount().address, 0n, [
      { to: sogniToken, value: 0n, data: approve },
      { ...send('sogniToken', renderLedger, 10n ** 30n), to: newAccount().address },
    ])
  })

  it('are people for whom Spark is bought, too', async () => {
    const { sparkSale } = common.network.contracts
    const account = newAccount().address
    const other = newAccount().address
    const buy = (currency: 'sogni' | 'usdc', owner: `0x${string}`, maxIn: bigint) => {
      const terms = { sparkSale, currency, owner, amount: 1n, maxIn, deadline: 2n ** 40n }
      return { to: sparkSale, value: 0n, data: encodeFunctionData(buySpark.call(terms) as never) }
    }
    await hold(account, 0n, [buy('sogni', account, parseEther('5000'))])
    await hold(account, 1n, [buy('sogni', other, parseEther('700')), buy('usdc', other, 10_000_000n)])
    const more = hold(account, 2n, [send('sogniToken', other, parseEther('301'))])
    await expect(more).rejects.toMatchObject({ code: 'payee-too-new', details: { payee: other } })
    const dear = hold(account, 2n, [buy('usdc', other, 1n)])
    await expect(dear).rejects.toMatchObject({ code: 'payee-too-new' })
    // What comes back to the account itself goes to nobody.
    await hold(account, 2n, [send('sogniToken', account, parseEther('5000'))])
  })
})
