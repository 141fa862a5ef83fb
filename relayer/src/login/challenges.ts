import { randomBytes } from 'node:crypto'
import { BaseError } from '@supernet/sdk/errors'
import type { LoginChallenge } from '@supernet/sdk/schema'
import { and, eq, gt, sql } from 'drizzle-orm'
import { bytesToHex, type Hex } from 'viem'
import type { Common } from '../common.ts'
import type { Transaction } from '../store/database.ts'
import { loginChallenges } from '../store/schema/index.ts'
import { siteOf } from './site.ts'

const MINUTES = 5

/** What the next sign-in or registration of a browser has to confirm, once and within minutes. */
export async function issueChallenge({ store, config, network }: Common): Promise<LoginChallenge> {
  const challenge = bytesToHex(randomBytes(32))
  const [row] = await store.db
    .insert(loginChallenges)
    .values({ challenge, expiresAt: sql`now() + make_interval(mins => ${MINUTES})` })
    .returning()
  if (row === undefined) throw new BaseError('internal')
  const expiresAt = Math.floor(row.expiresAt.getTime() / 1_000)
  return { challenge, expiresAt, rpId: siteOf(config, network).rpId, chainId: network.chainId }
}

/** Uses a challenge up, in the transaction of the sign-in that confirms it: the same answer counts once. */
export async function useChallenge(tx: Transaction, challenge: Hex): Promise<void> {
  const used = await tx
    .delete(loginChallenges)
    .where(and(eq(loginChallenges.challenge, challenge), gt(loginChallenges.expiresAt, sql`now()`)))
    .returning({ challenge: loginChallenges.challenge })
  if (used.length === 0) throw new BaseError('login-challenge')
}
