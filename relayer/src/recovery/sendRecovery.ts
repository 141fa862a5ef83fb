import { estimateInNextBlock } from '@supernet/sdk/actions'
import { hashUserOperation, passkeySigner, signedByGuardians } from '@supernet/sdk/protocol'
import type { Address, Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { encodeBundle, type Failure, simulateBundle } from '../bundler/simulateBundle.ts'
import type { Common } from '../common.ts'
import { isOnItsWay } from '../keeper/duty.ts'
import { standingOf } from '../login/signers.ts'
import { enqueue } from '../outbox/outboxRows.ts'
import type { Transaction } from '../store/database.ts'
import { transact } from '../store/transact.ts'
import type { RecoveryStep } from './dueRecoveries.ts'
import { readGuardianSignature } from './guardianSignature.ts'
import { isGuardian, isProposed } from './guardiansOnChain.ts'
import {
  countSent,
  dropSignature,
  lockRecovery,
  type Recovery,
  type RecoveryRow,
  readRecovery,
  setRecovery,
} from './recoveryRows.ts'

const DAY = 86_400
/** Of a transaction, and of each guardian's part in it: contracts of strangers are run at the cost of the relayer. */
const MOST_GAS = { transaction: 500_000n, guardian: 500_000n }

const refOf = (code: string, step: RecoveryStep) => `recovery ${step} ${code}`

/** Not yet, or no longer: the next block may see it otherwise. */
const isUntimely = ({ reason }: Failure) => reason.startsWith('AA22')

const reasonOf = ({ reason }: Failure): string => {
  if (reason.startsWith('AA24')) return 'recovery-signature'
  return reason.startsWith('AA25') ? 'recovery-stale' : 'recovery-refused'
}

/**
 * Puts an operation of guardians into the outbox, once enough of them have signed: the account pays nothing for it, so that
 * this relayer does. It goes alone, by the key of the relayer, also where no bundler is set up.
 */
export async function sendRecovery(common: Common, code: string, step: RecoveryStep): Promise<void> {
  const { chain, network, config, store, logger, metrics } = common
  const recovery = await readRecovery(store.db, code)
  if (recovery === undefined || !isComplete(recovery) || (await isOnItsWay(common, refOf(code, step)))) return
  const signed = await readCounting(common, recovery, step)
  if (signed === undefined) {
    logger.info({ code, step }, 'a guardian has to sign the recovery again')
    await setRecovery(store.db, code, { reason: 'recovery-signature' })
    return
  }
  const { entryPoint } = network.contracts
  const sender = privateKeyToAccount(config.RELAYER_KEY).address
  const failure = await simulateBundle(chain, entryPoint, sender, [signed])
  if (failure !== undefined) {
    if (isUntimely(failure) || (await isDone(common, recovery, failure))) return
    logger.info({ code, step, reason: failure.reason }, 'recovery refused by the chain')
    // Each signature counts by itself, and together they do not: that is no guardian's to mend.
    const reason = reasonOf(failure) === 'recovery-signature' ? 'recovery-refused' : reasonOf(failure)
    await setRecovery(store.db, code, { reason })
    return
  }
  const data = encodeBundle([signed], sender)
  const gas = await estimateInNextBlock(chain, { account: sender, to: entryPoint, data })
  if (gas > mostGas(recovery)) {
    logger.info({ code, step, gas }, 'recovery costs too much')
    await setRecovery(store.db, code, { reason: 'recovery-refused' })
    return
  }
  const isQueued = await transact(store.db, async (tx) => {
    const row = await lockRecovery(tx, code)
    if (row === undefined || (await isOnItsWay({ store: { db: tx } }, refOf(code, step)))) return false
    const isAllowed = step === 'completion' || (await takePlace(common, tx, row))
    await setRecovery(tx, code, { reason: isAllowed ? null : 'recovery-limit' })
    if (isAllowed) await enqueue(tx, { kind: 'keeper', ref: refOf(code, step), to: entryPoint, data })
    return isAllowed
  })
  if (!isQueued) return
  metrics.duties.inc({ duty: `recovery ${step}` })
  logger.info({ code, step, account: signed.sender }, 'recovery sent')
}

/** The number is used by this very recovery: its event will be read in a moment. */
const isDone = async (common: Common, { row, passkey }: Recovery, { reason }: Failure): Promise<boolean> => {
  if (row.account === null || !reason.startsWith('AA25')) return false
  if (await isProposed(common, row.account, passkey)) return true
  const signer = passkeySigner(common.network.contracts.webAuthnVerifier, passkey)
  return (await standingOf(common, row.account, signer)) === 'owner'
}

const isComplete = ({ settings, signatures }: Recovery): boolean =>
  settings !== undefined && signatures.length >= settings.threshold

const mostGas = ({ settings }: Recovery): bigint =>
  MOST_GAS.transaction + MOST_GAS.guardian * BigInt(settings?.threshold ?? 0)

/** One of today's places for proposals; a row that had one keeps it. */
async function takePlace({ config, clock }: Common, tx: Transaction, row: RecoveryRow): Promise<boolean> {
  if (row.sentDay !== null) return true
  if (row.account === null) return false
  const sentDay = Math.floor(clock.now() / DAY)
  const { all, ofAccount } = await countSent(tx, sentDay, row.account)
  if (all >= config.RECOVERIES || ofAccount >= config.RECOVERIES_OF_ACCOUNT) return false
  await setRecovery(tx, row.code, { sentDay })
  return true
}

/**
 * The operation with as many signatures as it takes, of those that count now: a guardian may have been removed, or have other
 * keys than when it signed. What counts no more is forgotten, so that it can be signed again.
 */
async function readCounting(common: Common, { row, settings, signatures }: Recovery, step: RecoveryStep) {
  const { chain, network, store } = common
  const operation = row.operations?.[step]
  if (operation === undefined || settings === undefined) return undefined
  const { entryPoint } = network.contracts
  const hash = hashUserOperation({ chainId: network.chainId, address: entryPoint }, operation)
  const counting: { guardian: Address; signature: Hex }[] = []
  for (const { guardian, [step]: given } of signatures) {
    if (counting.length === settings.threshold) break
    const isNamed = await isGuardian(common, operation.sender, guardian)
    const signature = isNamed ? await readGuardianSignature(chain, guardian, hash, given) : undefined
    if (signature === undefined) await dropSignature(store.db, row.code, guardian)
    else counting.push({ guardian, signature })
  }
  return counting.length < settings.threshold ? undefined : signedByGuardians(operation, counting)
}
