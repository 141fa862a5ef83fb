/** A delivered line that waits, as the policy sees it. */
export interface WaitingLine {
  readonly session: string
  /** SOGNI units, or Spark units: one policy per currency value. */
  readonly usdE18: bigint
  readonly waitedMs: number
  readonly halfWay: boolean
}

export interface SettlePolicy {
  readonly minLines: number
  readonly minUsdE18: bigint
  readonly maxWaitMs: number
}

/** Protocol 5: ten lines of a user, or a quarter of a dollar, or half way to `redeemBy`, or the longest wait. */
export const defaultPolicy = (maxWaitMs: number): SettlePolicy => ({
  minLines: 10,
  minUsdE18: 250_000_000_000_000_000n,
  maxWaitMs,
})

/** Sessions whose lines should be settled now. */
export function dueSessions(lines: readonly WaitingLine[], policy: SettlePolicy): Set<string> {
  const due = new Set<string>()
  for (const [session, own] of Map.groupBy(lines, (line) => line.session)) {
    const usdE18 = own.reduce((sum, line) => sum + line.usdE18, 0n)
    if (
      own.length >= policy.minLines ||
      usdE18 >= policy.minUsdE18 ||
      own.some((line) => line.halfWay || line.waitedMs >= policy.maxWaitMs)
    )
      due.add(session)
  }
  return due
}
