import {
  type AccountOwner,
  type AccountProvider,
  accountProvider,
  browserPasskey,
  delegateOwner,
  passkeyDevice,
  passkeyOwner,
  toSupernetAccount,
  walletDevice,
} from '@supernet/sdk/accounts'
import { BaseError } from '@supernet/sdk/errors'
import type { PasskeyPublicKey } from '@supernet/sdk/protocol'
import { concatHex, isAddressEqual, type LocalAccount } from 'viem'
import { toWebAuthnAccount } from 'viem/account-abstraction'
import type { Services } from '../../lib/services.ts'
import type { AccountRow } from './accountRow.ts'
import { signInAgain } from './login.ts'
import { makeOnce } from './makeOnce.ts'
import { isOwnKey } from './ownKey.ts'
import { type AccountOwnerParts, walletSigner } from './walletLogin.ts'

type Made = Pick<AccountRow, 'founding'> & { readonly account?: AccountRow['account'] }

/** Blocks of the local chain come at once. */
const pollingMs = ({ network }: Services) => (network.faucetUrl === undefined ? 1_000 : 150)

async function open(services: Services, { founding, account }: Made, owner: AccountOwner) {
  const { contracts } = services.network
  return toSupernetAccount({
    client: await services.chain(),
    contracts,
    owner,
    key: founding,
    salt: founding.salt,
    birth: founding.birth,
    ...(account === undefined ? {} : { address: account }),
  })
}

const provide = async (services: Services, row: Made, owner: AccountOwner): Promise<AccountProvider> =>
  accountProvider({
    account: await open(services, row, owner),
    bundlerUrl: new URL('/rpc', window.location.origin).href,
    pollingMs: pollingMs(services),
  })

/** The passkey of this browser: the account's own, or one of its devices. The chain knows which. */
async function personOf(services: Services, { row, wallet }: AccountOwnerParts): Promise<AccountOwner> {
  const { contracts } = services.network
  const { signer } = row
  if (signer.kind === 'wallet') {
    if (wallet === undefined) throw new BaseError('unauthorised')
    return walletDevice(contracts, walletSigner(wallet, signer.address))
  }
  const { origin, hostname } = window.location
  const publicKey = concatHex([signer.qx, signer.qy])
  const passkey = browserPasskey(
    toWebAuthnAccount({ credential: { id: signer.credential, publicKey }, rpId: hostname }),
    origin,
  )
  const isOwner = await ownsAccount(services, row, signer)
  return isOwner ? passkeyOwner(passkey) : passkeyDevice(contracts, passkey)
}

/** Whether the passkey stands in the account itself. */
async function ownsAccount(services: Services, row: AccountRow, key: PasskeyPublicKey): Promise<boolean> {
  const chain = await services.chain()
  if ((await chain.getCode({ address: row.account })) === undefined)
    return key.qx === row.founding.qx && key.qy === row.founding.qy
  return isOwnKey(chain, row.account, key)
}

/** Where the account will be, by the chain's own word: the relayer's is checked against it. */
export async function addressOf(services: Services, made: Made): Promise<`0x${string}`> {
  const stub: AccountOwner = { stub: '0x', signOperation: () => Promise.reject(new BaseError('key-limited')) }
  return (await open(services, made, stub)).address
}

/** Signs by the passkey: each operation is one prompt, and one more where the login has ended. */
export async function personProvider(services: Services, parts: AccountOwnerParts): Promise<AccountProvider> {
  const provider = await provide(services, parts.row, await personOf(services, parts))
  const send = provider.request as (request: unknown) => Promise<unknown>
  const ask = makeOnce(services, parts.row.account, send)
  const request = async (asked: unknown): Promise<unknown> => {
    try {
      return await ask(asked)
    } catch (error) {
      const { data } = error as { data?: { code?: string } }
      if (data?.code !== 'unauthorised' && data?.code !== 'login-account') throw error
      await signInAgain(services, parts)
      return ask(asked)
    }
  }
  return { ...provider, request: request as AccountProvider['request'] }
}

/** Signs by a key of this device that may do little, and asks nobody. */
export const delegateProvider = (
  services: Services,
  row: AccountRow,
  key: Pick<Required<LocalAccount>, 'sign'>,
): Promise<AccountProvider> => provide(services, row, delegateOwner(services.network.contracts, key))

/** Throws `account-mismatch`, with both addresses. */
export function requireSame(one: `0x${string}`, other: `0x${string}`): void {
  if (!isAddressEqual(one, other))
    throw new BaseError('account-mismatch', { details: { ours: one, theirs: other } })
}
