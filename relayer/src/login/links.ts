import { BaseError } from '@supernet/sdk/errors'
import { passkeySigner, signerId } from '@supernet/sdk/protocol'
import type { LinkRequest, LinkView } from '@supernet/sdk/schema'
import type { Address } from 'viem'
import type { Common } from '../common.ts'
import { transact } from '../store/transact.ts'
import { useChallenge } from './challenges.ts'
import { claimLink, insertLink, type LinkRow, readLink } from './deviceRows.ts'
import { readCreation } from './passkeyProof.ts'
import { insertPasskey, nameDevice, readPasskey } from './passkeyRows.ts'
import { kindOf, standingOf } from './signers.ts'
import { siteOf } from './site.ts'

/** A new device shows a code; it is nobody's until an account takes it. */
export async function openLink(common: Common, { passkey, name }: LinkRequest): Promise<LinkView> {
  const { config, network, store } = common
  const stated = await readCreation(siteOf(config, network), passkey)
  const row = await transact(store.db, async (tx) => {
    await useChallenge(tx, stated.challenge)
    if (!(await insertPasskey(tx, stated, undefined))) throw new BaseError('passkey-known')
    return insertLink(tx, stated.id, name)
  })
  return describeLink(common, row)
}

/** What a code leads to; throws `link-unknown`, also for one that has ended. */
export async function findLink(common: Common, code: string): Promise<LinkView> {
  const row = await readLink(common.store.db, code)
  if (row === undefined) throw new BaseError('link-unknown')
  return describeLink(common, row)
}

/** The account takes the device; that it signs for the account is up to the chain. */
export async function takeLink(common: Common, code: string, account: Address): Promise<LinkView> {
  const row = await transact(common.store.db, async (tx) => {
    const claimed = await claimLink(tx, code, account)
    if (claimed === undefined) throw new BaseError('link-unknown')
    if (claimed.account !== account) throw new BaseError('link-taken')
    const key = await readPasskey(tx, claimed.passkey)
    if (key === undefined) throw new BaseError('link-unknown')
    const signer = passkeySigner(common.network.contracts.webAuthnVerifier, key)
    await nameDevice(tx, account, signerId(signer), claimed.name)
    return claimed
  })
  return describeLink(common, row)
}

async function describeLink(common: Common, row: LinkRow): Promise<LinkView> {
  const { code, account, name, passkey, expiresAt } = row
  const key = await readPasskey(common.store.db, passkey)
  if (key === undefined) throw new BaseError('link-unknown')
  const signer = passkeySigner(common.network.contracts.webAuthnVerifier, key)
  const isAdded = account !== null && (await standingOf(common, account, signer)) !== 'none'
  return {
    code,
    state: account === null ? 'open' : isAdded ? 'added' : 'claimed',
    signer: { device: signerId(signer), signer, kind: kindOf(signer), credential: passkey, name },
    account: account ?? undefined,
    expiresAt: Math.floor(expiresAt.getTime() / 1_000),
  }
}
