import { BaseError, toBaseError } from '@supernet/sdk/errors'
import type { PasskeyPublicKey } from '@supernet/sdk/protocol'
import type { LoginView } from '@supernet/sdk/schema'
import { isAddressEqual, slice } from 'viem'
import { announce } from '../../lib/device/changes.ts'
import type { DeviceDb } from '../../lib/device/db.ts'
import { deploymentOf, type Services } from '../../lib/services.ts'
import { type AccountRow, forgetAccount, writeAccount } from './accountRow.ts'
import { askPasskey, forgetPasskey } from './ceremony.ts'
import { type AccountOwnerParts, signInByWallet } from './walletLogin.ts'

/** Signs in with the passkey of this browser, or with whichever the person chooses. One prompt. */
export async function signIn({ relayer }: Services, known?: string): Promise<LoginView> {
  const challenge = await relayer.postChallenge({ body: {} })
  const passkey = await askPasskey(challenge, known)
  try {
    return await relayer.postPasskeyLogin({ body: { passkey } })
  } catch (error) {
    const base = toBaseError(error)
    if (base.code === 'passkey-unknown' || base.code === 'signer-unknown')
      await forgetPasskey(challenge.rpId, passkey.id)
    throw base
  }
}

/** Signs in once more, with what this browser has for the account. One prompt. */
export function signInAgain(services: Services, { row, wallet }: AccountOwnerParts): Promise<LoginView> {
  if (row.signer.kind === 'passkey') return signIn(services, row.signer.credential)
  if (wallet === undefined) throw new BaseError('unauthorised')
  return signInByWallet(services, wallet, row.signer.address, row.account)
}

/** Signs in on a browser that knows nothing: the relayer gives back what the account is made of. */
export async function signInAnew(services: Services, db: DeviceDb): Promise<AccountRow> {
  const login = await signIn(services)
  const row = rowOf(login)
  await writeAccount(db, deploymentOf(services.network), row)
  return row
}

/** What this browser keeps of a login by passkey. */
export function rowOf({ account, signer, founding }: LoginView): AccountRow {
  const { credential, name = 'This device' } = signer
  if (founding === undefined || credential === undefined) throw new BaseError('passkey-unknown')
  const key = keyOfSigner(signer.signer)
  return { account, signer: { kind: 'passkey', credential, ...key }, founding, name }
}

/** A passkey as ERC-7913 signer: 20 bytes of the verifier, then x and y. */
const keyOfSigner = (signer: `0x${string}`): PasskeyPublicKey => ({
  qx: slice(signer, 20, 52),
  qy: slice(signer, 52, 84),
})

/** Whether the cookie of this browser still signs in to the account. */
export async function isSignedIn({ relayer }: Services, account: `0x${string}`): Promise<boolean> {
  const { login } = await relayer.getLogin()
  return login !== undefined && isAddressEqual(login.account, account)
}

/** Ends the login here and forgets the account; what it is made of is kept by the relayer. */
export async function signOut(services: Services, db: DeviceDb): Promise<void> {
  await services.relayer.deleteLogin()
  await forgetAccount(db, deploymentOf(services.network))
  announce('owner')
}
