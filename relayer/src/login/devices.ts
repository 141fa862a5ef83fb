import { supernetAccountAbi } from '@supernet/sdk/abi'
import { passkeySigner, signerId } from '@supernet/sdk/protocol'
import type { DeviceView } from '@supernet/sdk/schema'
import type { Address, Hex } from 'viem'
import type { Common } from '../common.ts'
import { readDevices, readNames, readPasskeys } from './deviceRows.ts'
import { foundingOf, kindOf } from './signers.ts'

/** The passkey that the account is owned by; a wallet that signed in for itself has none. */
async function ownerOf({ chain, network, store }: Common, account: Address): Promise<Hex | undefined> {
  const { webAuthnVerifier } = network.contracts
  const founding = await foundingOf(store.db, account)
  if ((await chain.getCode({ address: account })) === undefined)
    return founding && passkeySigner(webAuthnVerifier, founding)
  const owner = chain.readContract({ address: account, abi: supernetAccountAbi, functionName: 'signer' })
  // Another contract that signed in for itself is asked for no passkey.
  return owner.then(
    ([qx, qy]) => passkeySigner(webAuthnVerifier, { qx, qy }),
    (error: unknown) => {
      if (founding !== undefined) throw error
      return undefined
    },
  )
}

/** The keys of an account: its owner's, the devices that the chain knows, and new ones that wait to be added. */
export async function listDevices(common: Common, account: Address): Promise<DeviceView[]> {
  const { db } = common.store
  const { webAuthnVerifier } = common.network.contracts
  const [owner, added, passkeys, names] = await Promise.all([
    ownerOf(common, account),
    readDevices(db, account),
    readPasskeys(db, account),
    readNames(db, account),
  ])
  const credentials = new Map(passkeys.map((row) => [signerId(passkeySigner(webAuthnVerifier, row)), row]))
  const view = (signer: Hex, standing: DeviceView['standing']): DeviceView => {
    const device = signerId(signer)
    return {
      device,
      signer,
      kind: kindOf(signer),
      credential: credentials.get(device)?.id,
      name: names.get(device),
      standing,
    }
  }
  const standing = [
    ...(owner === undefined ? [] : [view(owner, 'owner')]),
    ...added.map(({ signer }) => view(signer, 'device')),
  ]
  const waiting = [...credentials]
    .filter(([device, { linked }]) => linked && !standing.some((one) => one.device === device))
    .map(([, row]) => view(passkeySigner(webAuthnVerifier, row), 'waiting'))
  return [...standing, ...waiting]
}
