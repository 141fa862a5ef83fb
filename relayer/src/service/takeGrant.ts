import { BaseError, toBaseError } from '@supernet/sdk/errors'
import { typedGrant } from '@supernet/sdk/protocol'
import type { SignedGrant } from '@supernet/sdk/schema'
import type { Common } from '../common.ts'
import { checkGrantTime } from '../core/checkGrant.ts'
import { putGrant, readGrant } from '../store/grants.ts'
import { freshSession } from './freshSession.ts'

/** Keeps what the owner of a session lets its render key spend on one job. The same again is harmless. */
export async function takeGrant(common: Common, signed: SignedGrant): Promise<void> {
  const { store, chain, domain, clock, logger } = common
  const { grant, signature } = signed
  checkGrantTime(grant.at, clock.now())
  const session = await freshSession(common, grant.key, ({ state }) => state === 'open')
  if (session === undefined || session.state === 'closed')
    throw new BaseError('session-missing', { details: { session: grant.key } })
  // Wallets sign with a key, accounts by ERC-1271, and those that are not there yet by ERC-6492.
  const isOwners = await chain
    .verifyTypedData({ address: session.owner, ...typedGrant(domain, grant), signature })
    .catch((error: unknown) => {
      throw toBaseError(error)
    })
  if (!isOwners) throw new BaseError('grant-signature', { details: { owner: session.owner } })
  if (!(await putGrant(store.db, signed)) && !(await isInForce(common, signed)))
    throw new BaseError('grant-time', { details: { at: grant.at } })
  logger.info({ session: grant.key }, 'took a grant')
}

async function isInForce({ store }: Common, { grant }: SignedGrant): Promise<boolean> {
  const held = await readGrant(store.db, grant.key)
  return held?.grant.at === grant.at && held.grant.perJob === grant.perJob
}
