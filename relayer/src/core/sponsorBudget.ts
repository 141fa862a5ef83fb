import type { OperationFault } from './operationFault.ts'

export interface SponsorLimits {
  /** Wei that one account may cost in a day, those that are used from one client address together, and all of them. */
  readonly accountWei: bigint
  readonly clientWei: bigint
  readonly totalWei: bigint
  /** Operations of one account in a day. */
  readonly operations: number
  /** Accounts that one client address may have made in a day, and all of them. */
  readonly creationsOfClient: number
  readonly creations: number
}

/** What a day has cost, reserved and seen so far, of each that is limited. */
export type SponsorUse = SponsorLimits

/** Why the sponsor does not pay today; undefined where it does. */
export function judgeBudget(
  use: SponsorUse,
  wish: { readonly costWei: bigint; readonly creates: boolean },
  limits: SponsorLimits,
): OperationFault | undefined {
  const throttle = (message: string): OperationFault => ({ code: 'paymaster-throttled', message })
  if (use.operations >= limits.operations)
    return throttle(`${limits.operations} operations a day are sponsored`)
  if (use.accountWei + wish.costWei > limits.accountWei)
    return throttle("the account's budget of today is spent")
  if (use.clientWei + wish.costWei > limits.clientWei)
    return throttle('what is sponsored in a day from one address is spent')
  if (use.totalWei + wish.costWei > limits.totalWei) return throttle("the sponsor's budget of today is spent")
  if (!wish.creates) return undefined
  if (use.creationsOfClient >= limits.creationsOfClient)
    return throttle(`${limits.creationsOfClient} new accounts a day are sponsored from one address`)
  if (use.creations >= limits.creations) return throttle('no more new accounts are sponsored today')
  return undefined
}
