import { SPARK_UNIT_WEI } from '@supernet/sdk/protocol'
import { type Board, EPOCH_SECONDS, type LeaderView } from '@supernet/sdk/schema'
import { formatAmount } from '../../lib/amounts.ts'
import { formatSeconds } from '../../lib/time.ts'
import { shorten } from '../../ui/Code.tsx'

export const BOARDS = [
  { value: 'fast', label: 'Fast workers' },
  { value: 'relaxed', label: 'Relaxed workers' },
  { value: 'artist', label: 'Artists' },
  { value: 'referral', label: 'Referrals' },
] as const satisfies readonly { value: Board; label: string }[]

/** What the board counts, with its unit. */
export const formatScore = (board: Board, amount: bigint): string =>
  board === 'referral'
    ? formatAmount(amount / SPARK_UNIT_WEI, 'spark')
    : formatSeconds(Number(amount) / 1_000)

export const SCORE_LABEL: Record<Board, string> = {
  fast: 'Render time',
  relaxed: 'Render time',
  artist: 'Render time',
  referral: 'Earned',
}

export const COUNT_LABEL: Record<Board, string> = {
  fast: 'Jobs',
  relaxed: 'Jobs',
  artist: 'Jobs',
  referral: 'Friends who spent',
}

export const HOW: Record<Board, string> = {
  fast: 'Seconds of paid work that Fast workers delivered, as priced on reference hardware.',
  relaxed: 'Seconds of paid work that Relaxed workers delivered, as priced on reference hardware.',
  artist: 'Seconds of renders that an account paid for with its own Spark or SOGNI.',
  referral: 'Spark that an account got for what those whom it brought have spent.',
}

/** A week by its first day, in UTC: "week of 26 Nov 2026". */
export const formatWeek = (epoch: number): string =>
  `week of ${new Date(epoch * EPOCH_SECONDS * 1_000).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })}`

/** The screen's question: who leads? */
export function headline(
  board: Board,
  leader: LeaderView | undefined,
  epoch: number | undefined,
  current: number,
): string {
  const when = epoch === undefined ? '' : epoch === current ? ' this week' : ` in the ${formatWeek(epoch)}`
  const name = BOARDS.find(({ value }) => value === board)?.label ?? ''
  if (leader === undefined) return `Nobody leads the ${name.toLowerCase()}${when} yet.`
  return `${shorten(leader.owner)} leads the ${name.toLowerCase()}${when} with ${formatScore(board, leader.amount)}.`
}
