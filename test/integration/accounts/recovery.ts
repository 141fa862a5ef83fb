import { recoveryValidatorAbi } from '@supernet/sdk/abi'
import { passkeyOwner, toSupernetAccount } from '@supernet/sdk/accounts'
import type { RecoveryState } from '@supernet/sdk/schema'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { expect, it } from 'vitest'
import { until } from '../../../deploy/local/until.ts'
import { warp } from '../../helpers/chainTime.ts'
import { installGuardians, signAsGuardian } from '../../helpers/guardians.ts'
import { act, bundlerOf, newHolder, SHOP } from '../../helpers/holder.ts'
import { type Browser, createBrowser, signIn } from '../../helpers/login.ts'
import { createPasskey } from '../../helpers/passkey.ts'
import { pageOf } from '../../helpers/people.ts'
import { sogniTransfer } from '../../helpers/sogni.ts'
import type { TestNetwork } from '../../helpers/testNetwork.ts'

const DAY = 86_400

/** Every device is lost, and the guardians agree on another one. Moves the chain's clock by a day. */
export function recovery(network: () => TestNetwork): void {
  const reaches = ({ relayer }: Browser, code: string, wanted: RecoveryState) =>
    until(
      async () => {
        const view = await relayer.getRecovery({ params: { code } }).catch(() => undefined)
        return view?.state === wanted ? view : undefined
      },
      { what: `A recovery that is ${wanted}`, timeoutMs: 90_000, everyMs: 200 },
    )

  it('brings an account back without any of its devices, by a wallet and a passkey account, over a kill', async () => {
    const net = network()
    const { urls } = net
    const { contracts } = net.network
    const { reader } = net.chain
    const spend = sogniTransfer(net, SHOP, 1n)
    const lost = await newHolder(net)
    const friend = await newHolder(net)
    // An account that is not made yet confirms nothing.
    await act(friend, spend)
    const wallet = privateKeyToAccount(generatePrivateKey())
    const account = lost.account.address
    const guardians = [wallet.address, friend.account.address]
    await act(lost, installGuardians(contracts, account, guardians, 2, DAY))

    const passkey = createPasskey(pageOf(urls.relayer))
    const browser = createBrowser(urls.relayer, passkey.origin)
    const { relayer } = browser
    const { challenge } = await relayer.postChallenge({ body: {} })
    const body = { passkey: passkey.create(challenge), name: 'A new phone' }
    const { code } = await relayer.postRecovery({ body })
    for (const guardian of [wallet, friend.account])
      await signAsGuardian(
        net,
        browser,
        { code, account, key: passkey },
        { address: guardian.address, sign: (data) => guardian.signTypedData(data as never) },
      )
    net.kill('relayer')
    const { readyAt, proposedAt, operations } = await reaches(browser, code, 'proposed')
    expect((readyAt ?? 0) - (proposedAt ?? 0)).toBe(DAY)
    const completion = await reader.readContract({
      address: contracts.recoveryValidator,
      abi: recoveryValidatorAbi,
      functionName: 'completion',
      args: [account, passkey.qx, passkey.qy],
    })
    expect(operations?.completion.callData).toBe(completion)
    const { accounts } = await relayer.getGuarded({ params: { guardian: wallet.address } })
    expect(accounts).toEqual([{ account, threshold: 2, delay: DAY }])
    await expect(signIn(urls.relayer, passkey)).rejects.toMatchObject({ code: 'signer-unknown' })

    await warp(urls.rpc, DAY + 1)
    await reaches(browser, code, 'completed')
    const back = await signIn(urls.relayer, passkey)
    expect(back.login).toMatchObject({ account, signer: { name: 'A new phone' } })
    await expect(signIn(urls.relayer, lost.passkey)).rejects.toMatchObject({ code: 'signer-unknown' })
    const owned = await toSupernetAccount({
      client: reader,
      contracts,
      owner: passkeyOwner(passkey),
      key: lost.passkey,
      address: account,
    })
    await act({ bundler: bundlerOf(net, owned, back.fetch) }, spend)
    // The guardians needed no ether for any of it.
    expect(await reader.getBalance({ address: wallet.address })).toBe(0n)
  })
}
