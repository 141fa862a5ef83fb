import { BaseError } from '@supernet/sdk/errors'
import type { RecoveryRequest, RecoveryView } from '@supernet/sdk/schema'
import type { Common } from '../common.ts'
import type { Caller } from '../http/caller.ts'
import { clientDigest } from '../http/clientDigest.ts'
import { useChallenge } from '../login/challenges.ts'
import { newCode } from '../login/deviceRows.ts'
import { readCreation } from '../login/passkeyProof.ts'
import { insertPasskey } from '../login/passkeyRows.ts'
import { siteOf } from '../login/site.ts'
import { recoveries } from '../store/schema/index.ts'
import { transact } from '../store/transact.ts'
import { findRecovery } from './describeRecovery.ts'
import { countBegun } from './recoveryRows.ts'

const DAY = 86_400
const CODE_LENGTH = 12
/** Guardians are people who have to be reached. */
const SIGNABLE_DAYS = 7

/** A new device of a person without another one: it has a code for the guardians, and is nobody's until they have signed. */
export async function openRecovery(
  common: Common,
  caller: Caller,
  { passkey, name }: RecoveryRequest,
): Promise<RecoveryView> {
  const { config, network, store, clock } = common
  const stated = await readCreation(siteOf(config, network), passkey)
  const now = clock.now()
  const day = Math.floor(now / DAY)
  const client = clientDigest(config, day, caller.address)
  const code = newCode(CODE_LENGTH)
  await transact(store.db, async (tx) => {
    await useChallenge(tx, stated.challenge)
    if ((await countBegun(tx, day, client)) >= config.RECOVERIES_OF_CLIENT)
      throw new BaseError('recovery-limit')
    if (!(await insertPasskey(tx, stated, undefined))) throw new BaseError('passkey-known')
    const expiresAt = now + SIGNABLE_DAYS * DAY
    await tx.insert(recoveries).values({ code, passkey: stated.id, name, day, client, expiresAt })
  })
  return findRecovery(common, code)
}
