import { BaseError } from '@supernet/sdk/errors'
import { passkeySigner } from '@supernet/sdk/protocol'
import type { LoginView, PasskeyUse } from '@supernet/sdk/schema'
import type { Common } from '../common.ts'
import type { Caller } from '../http/caller.ts'
import { adoptPasskey } from '../recovery/adoptPasskey.ts'
import { transact } from '../store/transact.ts'
import { useChallenge } from './challenges.ts'
import { begin } from './login.ts'
import { insertLogin } from './loginRows.ts'
import { readUse } from './passkeyProof.ts'
import { countUse, lockPasskey, readPasskey } from './passkeyRows.ts'
import { standingOf } from './signers.ts'
import { siteOf } from './site.ts'

/** A passkey that was registered here, and is a signer of its account now. */
export async function signInByPasskey(common: Common, caller: Caller, use: PasskeyUse): Promise<LoginView> {
  const { config, network, store } = common
  const known = await readPasskey(store.db, use.id)
  if (known === undefined) throw new BaseError('passkey-unknown')
  // A passkey that guardians have put in place is nobody's until somebody looks.
  const account = known.account ?? (await adoptPasskey(common, known.id))
  const signer = passkeySigner(network.contracts.webAuthnVerifier, known)
  const isSigner = account !== null && (await standingOf(common, account, signer)) !== 'none'
  if (!isSigner) throw new BaseError('signer-unknown', { details: { account } })
  const begun = await transact(store.db, async (tx) => {
    const locked = await lockPasskey(tx, use.id)
    if (locked?.account !== account) throw new BaseError('passkey-unknown')
    const { counter, challenge } = await readUse(siteOf(config, network), use, locked)
    await useChallenge(tx, challenge)
    await countUse(tx, locked.id, counter)
    return insertLogin(tx, { account, signer, credential: locked.id })
  })
  return begin(common, caller, begun, 'passkey')
}
