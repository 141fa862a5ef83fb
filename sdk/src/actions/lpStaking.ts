import type { Address } from 'viem'
import { lpStakingAbi } from '../abi/index.ts'
import { callsOf, writeAction } from './action.ts'

export interface LpPoolParameters {
  readonly lpStaking: Address
  readonly pool: Address
}

/** `amount` in parts of the LP token. */
export type LpAmountParameters = LpPoolParameters & { readonly amount: bigint }

const lpCall = callsOf(lpStakingAbi)

/** Stakes LP tokens that the contract may pull. */
export const stakeLp = writeAction(({ lpStaking, pool, amount }: LpAmountParameters) =>
  lpCall(lpStaking, 'stake', [pool, amount]),
)

/** Starts the cooldown of staked LP tokens; their votes are gone at once. */
export const requestUnstakeLp = writeAction(({ lpStaking, pool, amount }: LpAmountParameters) =>
  lpCall(lpStaking, 'requestUnstake', [pool, amount]),
)

/** Pays out every request of the caller in a pool that is ready. */
export const withdrawLp = writeAction(({ lpStaking, pool }: LpPoolParameters) =>
  lpCall(lpStaking, 'withdraw', [pool]),
)

/** Counts what an account holds in a pool at the pool's rate; by anyone. */
export const syncLp = writeAction(({ lpStaking, pool, account }: LpPoolParameters & { account: Address }) =>
  lpCall(lpStaking, 'sync', [account, pool]),
)
