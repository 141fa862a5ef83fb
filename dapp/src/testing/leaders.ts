import type { LeaderView } from '@supernet/sdk/schema'

export const leaderView: LeaderView = {
  rank: 1,
  id: `0x01${'00'.repeat(30)}07`,
  owner: `0x${'11'.repeat(20)}`,
  amount: 10_800_000n,
  count: 12,
  images: 24,
}
