import { passkeySigner, signerId } from '@supernet/sdk/protocol'
import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Address } from 'viem'
import type { Common } from '../common.ts'
import { nameDevice, readPasskey } from '../login/passkeyRows.ts'
import { standingOf } from '../login/signers.ts'
import { passkeys, recoveries } from '../store/schema/index.ts'
import { transact } from '../store/transact.ts'

/** The account of a passkey that came by a recovery, once the chain names it as the account's own; else null. */
export async function adoptPasskey(common: Common, id: string): Promise<Address | null> {
  const { store, network, logger } = common
  const key = await readPasskey(store.db, id)
  const [row] = await store.db
    .select()
    .from(recoveries)
    .where(and(eq(recoveries.passkey, id), isNotNull(recoveries.account)))
  const account = row?.account ?? null
  if (key === undefined || row === undefined || account === null) return null
  const signer = passkeySigner(network.contracts.webAuthnVerifier, key)
  if ((await standingOf(common, account, signer)) !== 'owner') return null
  await transact(store.db, async (tx) => {
    await tx
      .update(passkeys)
      .set({ account })
      .where(and(eq(passkeys.id, id), isNull(passkeys.account)))
    await nameDevice(tx, account, signerId(signer), row.name)
  })
  logger.info({ account }, 'account recovered')
  return account
}
