import { BaseError } from '@supernet/sdk/errors'
import { passkeySigner, signerId } from '@supernet/sdk/protocol'
import type { LoginView, RegisterRequest } from '@supernet/sdk/schema'
import type { Common } from '../common.ts'
import type { Caller } from '../http/caller.ts'
import { clientDigest } from '../http/clientDigest.ts'
import { transact } from '../store/transact.ts'
import { useChallenge } from './challenges.ts'
import { begin } from './login.ts'
import { insertLogin } from './loginRows.ts'
import { readCreation } from './passkeyProof.ts'
import { countAccounts, insertAccount, insertPasskey, nameDevice } from './passkeyRows.ts'
import { accountOf } from './signers.ts'
import { siteOf } from './site.ts'

const DAY = 86_400

/**
 * A new passkey and its new account. What a browser states about a new passkey is not signed by it, so the statement alone
 * signs in to an account that nobody has used: of one that is on chain or known here, the passkey has to prove itself
 * (docs/decisions/0018).
 */
export async function registerPasskey(
  common: Common,
  caller: Caller,
  { passkey, salt, birth, name, referrer }: RegisterRequest,
): Promise<LoginView> {
  const { config, network, chain, store, clock } = common
  const stated = await readCreation(siteOf(config, network), passkey)
  const { qx, qy } = stated
  const account = await accountOf(common, { qx, qy, salt, birth })
  const isMade = (await chain.getCode({ address: account })) !== undefined
  const signer = passkeySigner(network.contracts.webAuthnVerifier, stated)
  const day = Math.floor(clock.now() / DAY)
  const client = clientDigest(config, day, caller.address)
  const begun = await transact(store.db, async (tx) => {
    await useChallenge(tx, stated.challenge)
    const { all, ofClient } = await countAccounts(tx, day, client)
    if (ofClient >= config.SPONSOR_CREATIONS_OF_CLIENT || all >= config.SPONSOR_CREATIONS)
      throw new BaseError('accounts-limit')
    const row = { address: account, qx, qy, salt, birth, referrer, day, client }
    const isNew = await insertAccount(tx, row)
    if (!(await insertPasskey(tx, stated, account))) throw new BaseError('passkey-known')
    if (isMade || !isNew) return undefined
    await nameDevice(tx, account, signerId(signer), name)
    return insertLogin(tx, { account, signer, credential: stated.id })
  })
  if (begun === undefined) throw new BaseError('passkey-unproven', { details: { account } })
  return begin(common, caller, begun, 'registration')
}
