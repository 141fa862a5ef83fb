import {
  clampFees,
  clampGas,
  decodeAccountCalls,
  maxCostOf,
  signSponsorship,
  sponsorDomain,
  stubSponsorship,
  type UserOperation,
} from '@supernet/sdk/protocol'
import type { LocalAccount } from 'viem'
import type { Common } from '../common.ts'
import { judgeBudget } from '../core/sponsorBudget.ts'
import { judgeCalls, judgeCreation, judgeValidator } from '../core/sponsorPolicy.ts'
import { clientDigest } from '../http/clientDigest.ts'
import { holdTransfers } from '../login/payees.ts'
import { sponsorRules } from './allowedCalls.ts'
import { type Estimate, PAYMASTER_GAS } from './estimateOperation.ts'
import { createAccountKind } from './ourAccounts.ts'
import { faultError } from './rpcError.ts'
import { reserve, usedToday } from './sponsorshipRows.ts'

const DAY = 86_400
/** An approval counts this long: what is signed and not sent is held against the budget until it ends. */
const VALID_SECONDS = 300
/** The chain's newest block may be a little behind the one that takes the operation. */
const SINCE_SECONDS = 60
const SLACK_BPS = 2_000n
const TIP_FLOOR = 1n

export interface Sponsor {
  /** Gas fields and data of the right size, before anyone signs. */
  stub(operation: UserOperation): Promise<Partial<UserOperation>>
  /** Approves the operation, with gas and fees that it has measured itself. */
  approve(operation: UserOperation, client: string): Promise<Partial<UserOperation>>
}

/** Pays for what people do with their accounts: judged by calls, measured anew, within the budgets of the day. */
export function createSponsor(common: Common, signer: LocalAccount, estimate: Estimate): Sponsor {
  const { chain, store, network, config, logger } = common
  const { sponsorPaymaster } = network.contracts
  const rules = sponsorRules(network.contracts)
  const domain = sponsorDomain(network.chainId, sponsorPaymaster)
  const limits = {
    accountWei: config.SPONSOR_ACCOUNT_WEI,
    clientWei: config.SPONSOR_CLIENT_WEI,
    totalWei: config.SPONSOR_TOTAL_WEI,
    operations: config.SPONSOR_OPERATIONS,
    creationsOfClient: config.SPONSOR_CREATIONS_OF_CLIENT,
    creations: config.SPONSOR_CREATIONS,
  }

  const kindOf = createAccountKind(common)

  const judge = async (operation: UserOperation, now: number): Promise<void> => {
    const { sender, factory, callData } = operation
    const fault =
      judgeCalls(sender, decodeAccountCalls(callData), rules) ??
      judgeCreation(operation, network.contracts, now) ??
      judgeValidator(operation.nonce, rules)
    if (fault !== undefined) throw faultError(fault)
    // Version 0.9 passes over the factory of an account that is there: naming ours makes no other contract one of ours.
    const kind = await kindOf(sender)
    if (kind === 'foreign' || (kind === 'none' && factory === undefined))
      throw faultError({ code: 'paymaster-rejected', message: `${sender} is no account of the factory` })
  }

  return {
    async stub(operation) {
      const { timestamp } = await chain.getBlock()
      await judge(operation, Number(timestamp))
      return {
        paymaster: sponsorPaymaster,
        paymasterData: stubSponsorship,
        paymasterVerificationGasLimit: PAYMASTER_GAS,
        paymasterPostOpGasLimit: 0n,
      }
    },

    async approve(asked, client) {
      const block = await chain.getBlock()
      const now = Number(block.timestamp)
      await judge(asked, now)
      const sized = {
        ...asked,
        paymaster: sponsorPaymaster,
        paymasterData: stubSponsorship,
        paymasterPostOpGasLimit: 0n,
      }
      const measured = await estimate(sized)
      const gas = clampGas(asked, measured, SLACK_BPS)
      const tip = await chain.estimateMaxPriorityFeePerGas()
      const fees = clampFees(asked, {
        baseFee: block.baseFeePerGas ?? 0n,
        tip: tip > TIP_FLOOR ? tip : TIP_FLOOR,
        cap: config.SPONSOR_MAX_FEE_WEI,
      })
      const operation: UserOperation = { ...sized, ...gas, ...fees }
      requireWithin(asked, operation)
      const validity = { validAfter: now - SINCE_SECONDS, validUntil: now + VALID_SECONDS }
      const day = Math.floor(now / DAY)
      const wish = { costWei: maxCostOf(operation), creates: operation.factory !== undefined }
      const digest = clientDigest(config, day, client)
      await store.db.transaction(async (tx) => {
        const { sender, nonce } = operation
        const { validUntil } = validity
        const head = Number(block.number)
        const entry = { sender, nonce, day, client: digest, ...wish, validUntil, head }
        const fault = judgeBudget(await usedToday(tx, entry, now), wish, limits)
        if (fault !== undefined) throw faultError(fault)
        const calls = decodeAccountCalls(operation.callData) ?? []
        await holdTransfers(common, tx, { sender, nonce, calls, now })
        await reserve(tx, entry)
      })
      const { paymasterData } = await signSponsorship(signer, domain, operation, validity)
      logger.info({ sender: operation.sender, costWei: wish.costWei }, 'operation sponsored')
      return {
        paymaster: sponsorPaymaster,
        paymasterData,
        paymasterVerificationGasLimit: operation.paymasterVerificationGasLimit,
        paymasterPostOpGasLimit: 0n,
      }
    },
  }
}

const GAS_AND_FEES = [
  'callGasLimit',
  'verificationGasLimit',
  'preVerificationGas',
  'paymasterVerificationGasLimit',
  'maxFeePerGas',
  'maxPriorityFeePerGas',
] as const

/** The account signs the fields that it asked with: what is too much is refused, not lowered. */
function requireWithin(asked: UserOperation, granted: UserOperation): void {
  for (const field of GAS_AND_FEES) {
    const most = granted[field] ?? 0n
    const wish = asked[field] ?? most
    if (wish > most)
      throw faultError({
        code: 'paymaster-rejected',
        message: `${field} of ${wish} is more than the ${most} that is sponsored`,
      })
  }
}
