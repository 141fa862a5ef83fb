import { BaseError } from '@supernet/sdk/errors'
import { hashUserOperation, type UserOperation } from '@supernet/sdk/protocol'
import type { RecoveryDraft, RecoverySignature, RecoveryView } from '@supernet/sdk/schema'
import type { Address, Hex } from 'viem'
import type { Common } from '../common.ts'
import { isFinalReason, isSignable } from '../core/recoveryState.ts'
import { transact } from '../store/transact.ts'
import { findRecovery, requireRecovery, stateOf } from './describeRecovery.ts'
import { draftRecovery } from './draftRecovery.ts'
import { readGuardianSignature } from './guardianSignature.ts'
import { isGuardian, isProposed, nextNonce } from './guardiansOnChain.ts'
import { keepSignature, lockRecovery, type Recovery, setRecovery } from './recoveryRows.ts'
import { sendRecovery } from './sendRecovery.ts'

/** What a guardian of the account signs: what those before it signed, or what the chain says now. */
export async function findDraft(common: Common, code: string, account: Address): Promise<RecoveryDraft> {
  return draftOf(common, requireOpen(common, await requireRecovery(common, code), account), account)
}

function requireOpen(common: Common, recovery: Recovery, account: Address): Recovery {
  const { row } = recovery
  if (!isSignable(stateOf(common, recovery)))
    throw new BaseError('recovery-over', { details: { reason: row.reason } })
  if (row.account !== null && row.account !== account)
    throw new BaseError('recovery-account', { details: { account: row.account } })
  return recovery
}

async function draftOf(
  common: Common,
  { row, passkey, settings, onChain }: Recovery,
  account: Address,
): Promise<RecoveryDraft> {
  if (row.operations === null) return draftRecovery(common, account, passkey)
  if (settings === undefined) throw new BaseError('guardian-unknown', { details: { account } })
  const { operations } = row
  // Once the proposal is there its number is used, and that of the completion comes next.
  const { nonce } = onChain === undefined ? operations.proposal : operations.completion
  const isNext = (await nextNonce(common, account)) === nonce
  if (!isNext && !(await isProposed(common, account, passkey))) throw new BaseError('recovery-stale')
  return { account, threshold: settings.threshold, delay: settings.delay, operations }
}

/** Takes the word of a guardian. The one that makes them enough sends the proposal; later ones stand in for it. */
export async function signRecovery(
  common: Common,
  code: string,
  { account, guardian, proposal, completion }: RecoverySignature,
): Promise<RecoveryView> {
  const { store } = common
  const recovery = requireOpen(common, await requireRecovery(common, code), account)
  if (!(await isGuardian(common, account, guardian)))
    throw new BaseError('guardian-unknown', { details: { account, guardian } })
  const { operations } = await draftOf(common, recovery, account)
  const hasProposal = recovery.onChain !== undefined
  const read = (operation: UserOperation, signature: Hex) =>
    requireSignature(common, guardian, operation, signature)
  const signatures = {
    // A proposal that is on chain needs nobody's word any more.
    proposal: hasProposal ? proposal : await read(operations.proposal, proposal),
    completion: await read(operations.completion, completion),
  }
  await transact(store.db, async (tx) => {
    const row = await lockRecovery(tx, code)
    if (row === undefined) throw new BaseError('recovery-unknown')
    // Two guardians that come first at once: one of them chose the account and the numbers.
    if (row.operations !== null && !isSame(row.operations.proposal, operations.proposal))
      throw new BaseError('recovery-account', { details: { account: row.account } })
    const reason = isFinalReason(row.reason) ? row.reason : null
    await setRecovery(tx, code, { account, operations, reason })
    await keepSignature(tx, { code, guardian, ...signatures })
  })
  // What fails from here on the keeper does again.
  if (!hasProposal)
    await sendRecovery(common, code, 'proposal').catch((error: unknown) =>
      common.logger.warn({ code, error }, 'recovery could not be sent yet'),
    )
  return findRecovery(common, code)
}

const isSame = (one: UserOperation, other: UserOperation): boolean =>
  one.sender === other.sender && one.nonce === other.nonce && one.callData === other.callData

async function requireSignature(
  { chain, network }: Common,
  guardian: Address,
  operation: UserOperation,
  signature: Hex,
): Promise<Hex> {
  const entryPoint = { chainId: network.chainId, address: network.contracts.entryPoint }
  const read = await readGuardianSignature(
    chain,
    guardian,
    hashUserOperation(entryPoint, operation),
    signature,
  )
  if (read === undefined) throw new BaseError('recovery-signature', { details: { guardian } })
  return read
}
