import { BaseError } from '@supernet/sdk/errors'
import { passkeySigner, signerId } from '@supernet/sdk/protocol'
import type { RecoveryView } from '@supernet/sdk/schema'
import type { Common } from '../common.ts'
import { recoveryState } from '../core/recoveryState.ts'
import { kindOf } from '../login/signers.ts'
import { factsOf, type Recovery, readRecovery } from './recoveryRows.ts'

/** Throws `recovery-unknown` for a code that leads nowhere. */
export async function requireRecovery({ store }: Common, code: string): Promise<Recovery> {
  const found = await readRecovery(store.db, code)
  if (found === undefined) throw new BaseError('recovery-unknown')
  return found
}

export const stateOf = ({ clock }: Common, recovery: Recovery) =>
  recoveryState(factsOf(recovery), clock.now())

/** A recovery as everybody with its code sees it; throws `recovery-unknown`. */
export async function findRecovery(common: Common, code: string): Promise<RecoveryView> {
  const recovery = await requireRecovery(common, code)
  const { row, passkey, settings, signatures, onChain } = recovery
  const signer = passkeySigner(common.network.contracts.webAuthnVerifier, passkey)
  return {
    code,
    state: stateOf(common, recovery),
    signer: {
      device: signerId(signer),
      signer,
      kind: kindOf(signer),
      credential: passkey.id,
      name: row.name,
    },
    key: { qx: passkey.qx, qy: passkey.qy },
    account: row.account ?? undefined,
    threshold: settings?.threshold,
    delay: settings?.delay,
    operations: row.operations ?? undefined,
    signed: signatures.map(({ guardian }) => guardian),
    proposedAt: onChain?.proposedAt,
    readyAt: onChain?.readyAt,
    expiresAt: onChain?.expiresAt ?? row.expiresAt,
    reason: row.reason ?? undefined,
  }
}
