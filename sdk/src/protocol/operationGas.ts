import { encodedUserOperation, type UserOperation } from './userOperation.ts'

/** A transaction above this is refused by the chain (EIP-7825). */
export const TRANSACTION_GAS_CAP = 16_777_216n

/** Gas of a transaction that does nothing. */
const TRANSACTION = 21_000n
const ZERO_BYTE = 4n
const BYTE = 16n
/** EIP-7623: what calldata costs at least where a transaction does little else. */
const FLOOR_ZERO_BYTE = 10n
const FLOOR_BYTE = 40n

/**
 * What `handleOps` spends on a bundle and on each operation outside of what the entry point measures: its loops, its
 * events, copying the operation, paying the beneficiary. Measured on bundles of 1, 2 and 10 with calls of two lengths;
 * `bench/gas/accounts.ts` holds the sum against what passkey accounts pay.
 */
const BUNDLE_OVERHEAD = 10_000n
const OPERATION_OVERHEAD = 7_500n
const WORD_OVERHEAD = 10n
const WORD = 32n

/** EIP-7702: what a transaction pays for an authorization that it carries. */
const AUTHORIZATION = 25_000n

/** A passkey, a sponsor and a call never take less. */
const LEAST_MEASURED = 40_000n

/** The entry point keeps this part of call gas that was asked for and not used, beyond a little that is free. */
const PENALTY_DIVISOR = 10n
const PENALTY_FREE = 40_000n

export type CalldataGas = { readonly standard: bigint; readonly floor: bigint }

/** Gas of bytes as calldata, and the least that a transaction with them pays for them. */
export function calldataGas(bytes: Uint8Array): CalldataGas {
  let zeros = 0n
  for (const byte of bytes) if (byte === 0) zeros++
  const others = BigInt(bytes.length) - zeros
  return {
    standard: zeros * ZERO_BYTE + others * BYTE,
    floor: zeros * FLOOR_ZERO_BYTE + others * FLOOR_BYTE,
  }
}

/**
 * Gas that a bundler must be paid for an operation beside what the entry point measures, where it shares a bundle with
 * `bundleSize - 1` others. `measured` is the least that the entry point will measure: calldata below its floor is paid
 * for by that.
 */
export function preVerificationGas(
  operation: UserOperation,
  bundleSize = 1,
  measured = LEAST_MEASURED,
): bigint {
  const bytes = encodedUserOperation(operation)
  const { standard, floor } = calldataGas(bytes)
  const own = OPERATION_OVERHEAD + (BigInt(bytes.length) / WORD) * WORD_OVERHEAD
  const shared = (TRANSACTION + BUNDLE_OVERHEAD + BigInt(bundleSize) - 1n) / BigInt(bundleSize)
  const floorExcess = floor - standard - measured - own
  const delegation = operation.eip7702Auth === undefined ? 0n : AUTHORIZATION
  return shared + standard + own + delegation + (floorExcess > 0n ? floorExcess : 0n)
}

/** What an unused part of the call gas costs all the same. */
export function unusedGasPenalty(callGasLimit: bigint, used: bigint): bigint {
  const unused = callGasLimit - used
  return unused > PENALTY_FREE ? unused / PENALTY_DIVISOR : 0n
}

export type GasLimits = Pick<
  UserOperation,
  'callGasLimit' | 'verificationGasLimit' | 'preVerificationGas' | 'paymasterVerificationGasLimit'
>

const BPS = 10_000n

/** A measured need with slack for what changes until it is mined, rounded up. */
export const withSlack = (gas: bigint, slackBps: bigint): bigint => (gas * (BPS + slackBps) + BPS - 1n) / BPS

/**
 * The limits that a sponsor signs: as asked for, and never more than what it measured itself with its slack. What is
 * asked for and not needed would be charged to it, in part or whole.
 */
export function clampGas(
  asked: GasLimits,
  measured: Required<GasLimits>,
  slackBps: bigint,
): Required<GasLimits> {
  const clamp = (wish: bigint | undefined, need: bigint) => {
    const most = withSlack(need, slackBps)
    return wish === undefined || wish === 0n || wish > most ? most : wish
  }
  return {
    callGasLimit: clamp(asked.callGasLimit, measured.callGasLimit),
    verificationGasLimit: clamp(asked.verificationGasLimit, measured.verificationGasLimit),
    preVerificationGas: clamp(asked.preVerificationGas, measured.preVerificationGas),
    paymasterVerificationGasLimit: clamp(
      asked.paymasterVerificationGasLimit,
      measured.paymasterVerificationGasLimit,
    ),
  }
}

export type Fees = { readonly maxFeePerGas: bigint; readonly maxPriorityFeePerGas: bigint }

/**
 * Fees that a sponsor signs: as asked for, and no more than lasts while the base fee rises for some blocks, nor the cap.
 * viem's clients ask for twice the usual fees; what is paid in the end is the base fee and the tip.
 */
export function clampFees(asked: Fees, chain: { baseFee: bigint; tip: bigint; cap: bigint }): Fees {
  const min = (a: bigint, b: bigint) => (a < b ? a : b)
  const tip = 2n * chain.tip
  const most = min(4n * chain.baseFee + tip, chain.cap)
  const maxFeePerGas = min(asked.maxFeePerGas, most)
  return { maxFeePerGas, maxPriorityFeePerGas: min(min(asked.maxPriorityFeePerGas, tip), maxFeePerGas) }
}
