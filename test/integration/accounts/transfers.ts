import { signTransfer, sogniDomain } from '@supernet/sdk/protocol'
import type { SignedTransfer } from '@supernet/sdk/schema'
import { type Address, bytesToHex, type Hex, parseEther } from 'viem'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { expect, it } from 'vitest'
import { until } from '../../../deploy/local/until.ts'
import { chainNow } from '../../helpers/chainTime.ts'
import { type Browser, signInByWallet } from '../../helpers/login.ts'
import { newPerson, pageOf } from '../../helpers/people.ts'
import { giveSogni, sogniOf } from '../../helpers/sogni.ts'
import type { TestNetwork } from '../../helpers/testNetwork.ts'

/** What a wallet signs away and the relayer carries to the chain. */
export function transfers(network: () => TestNetwork): void {
  async function sign(wallet: PrivateKeyAccount, to: Address, amount: bigint): Promise<SignedTransfer> {
    const { network: deployed, urls } = network()
    const now = await chainNow(urls.rpc)
    const times = { validAfter: now - 60, validBefore: now + 3_600 }
    const nonce = bytesToHex(crypto.getRandomValues(new Uint8Array(32)))
    const transfer = { from: wallet.address, to, amount, ...times, nonce }
    const domain = sogniDomain(deployed.chainId, deployed.contracts.sogniToken)
    return { transfer, signature: await signTransfer(wallet, domain, transfer) }
  }

  const mined = ({ relayer }: Browser, id: Hex) =>
    until(
      async () => {
        const view = await relayer.getTransfer({ params: { id } }).catch(() => undefined)
        return view?.state === 'mined' || view?.state === 'final' ? view : undefined
      },
      { what: 'The transfer', timeoutMs: 60_000, everyMs: 200 },
    )

  it('moves SOGNI of a wallet without ether: home to an account, and out of it over a kill', async () => {
    const net = network()
    const held = (owner: Address) => sogniOf(net, owner)
    const { address: home, browser } = await newPerson(net, { delegate: false })
    const wallet = privateKeyToAccount(generatePrivateKey())
    await giveSogni(net, wallet.address, parseEther('30'))

    const body = await sign(wallet, home, parseEther('20'))
    const { id } = await browser.relayer.postTransfer({ body })
    const { tx } = await mined(browser, id)
    expect(await held(home)).toBe(parseEther('20'))
    // Again is harmless.
    expect(await browser.relayer.postTransfer({ body })).toMatchObject({ id, tx })

    const friend = privateKeyToAccount(generatePrivateKey()).address
    const out = await signInByWallet(net.urls.relayer, pageOf(net.urls.relayer), wallet)
    const sent = await out.relayer.postTransfer({ body: await sign(wallet, friend, parseEther('10')) })
    net.kill('relayer')
    await mined(browser, sent.id)
    expect([await held(friend), await held(wallet.address)]).toEqual([parseEther('10'), 0n])
    expect(await net.chain.reader.getBalance({ address: wallet.address })).toBe(0n)
    const poor = await sign(wallet, friend, parseEther('1'))
    await expect(out.relayer.postTransfer({ body: poor })).rejects.toMatchObject({ code: 'transfer-poor' })
  })
}
