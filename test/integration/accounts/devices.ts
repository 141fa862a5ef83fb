import { deviceValidatorAbi, supernetAccountAbi } from '@supernet/sdk/abi'
import { passkeyDevice, walletDevice } from '@supernet/sdk/accounts'
import { type AccountCall, installValidator, passkeySigner } from '@supernet/sdk/protocol'
import { encodeFunctionData, type Hex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { expect, it } from 'vitest'
import { SHOP } from '../../helpers/holder.ts'
import { createPasskey } from '../../helpers/passkey.ts'
import { newPerson, type Person } from '../../helpers/people.ts'
import { sogniTransfer } from '../../helpers/sogni.ts'
import type { TestNetwork } from '../../helpers/testNetwork.ts'

/** Every device of an account, and what becomes of the one that it began with. */
export function devices(network: () => TestNetwork): void {
  const contracts = () => network().network.contracts
  const adding = (signer: Hex): AccountCall => ({
    to: contracts().deviceValidator,
    data: encodeFunctionData({ abi: deviceValidatorAbi, functionName: 'addDevice', args: [signer] }),
  })
  const send = async (client: Person['asOwner'], ...calls: AccountCall[]) => {
    const sent = await client.wallet.sendCallsSync({ calls, timeout: 60_000, pollingInterval: 100 })
    expect(sent.status).toBe('success')
  }

  it('obeys each of its devices, and the passkey that a wallet among them puts in the place of the first', async () => {
    const { address, passkey, asOwner, actingAs } = await newPerson(network(), { delegate: false })
    const account = { address, abi: supernetAccountAbi } as const
    const wallet = privateKeyToAccount(generatePrivateKey())
    const [phone, fresh] = [createPasskey(passkey.origin), createPasskey(passkey.origin)]
    const { deviceValidator, webAuthnVerifier } = contracts()
    const { reader } = network().chain

    const install = installValidator(address, deviceValidator)
    await send(asOwner, install, adding(passkeySigner(webAuthnVerifier, phone)))
    const byPhone = await actingAs(passkeyDevice(contracts(), phone))
    await send(byPhone, adding(wallet.address))
    const byWallet = await actingAs(walletDevice(contracts(), wallet))
    const args = [fresh.qx, fresh.qy] as const
    await send(byWallet, {
      to: address,
      data: encodeFunctionData({ ...account, functionName: 'rotateKey', args }),
    })

    expect(await reader.readContract({ ...account, functionName: 'signer' })).toEqual(args)
    const signature = await byPhone.wallet.signMessage({ message: 'hello' })
    expect(await reader.verifyMessage({ address, message: 'hello', signature })).toBe(true)
    // The first passkey signs no more: neither operations nor the login that paid for these.
    const late = asOwner.provider.request({
      method: 'eth_sendTransaction',
      params: [sogniTransfer(network(), SHOP, 0n)],
    } as never)
    await expect(late).rejects.toMatchObject({ code: -32003 })
  })
}
