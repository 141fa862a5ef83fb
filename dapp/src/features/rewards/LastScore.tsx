import { applyTier } from '@supernet/sdk/actions'
import { userId } from '@supernet/sdk/protocol'
import { useQuery } from '@tanstack/react-query'
import { useServices } from '../../lib/services.ts'
import { lastScoreOptions } from '../../queries/rewards.ts'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import type { Owner } from '../../wallet/owner.ts'
import { RewardTx } from './RewardTx.tsx'

interface LastScoreProps {
  owner: Owner
  currentEpoch: number
  appliedEpoch: number
}

/** The account's row of the last week that was scored, and its tier to be applied. */
export function LastScore({ owner, currentEpoch, appliedEpoch }: LastScoreProps) {
  const services = useServices()
  const { scoreBoard } = services.network.contracts
  const epoch = currentEpoch - 1
  const score = useQuery(lastScoreOptions(services, epoch, userId(owner.address)))
  if (score.data === undefined)
    return (
      <p className="text-13 text-soft">
        {score.error === null
          ? 'Reading the scores of last week.'
          : 'This account has no score of last week.'}
      </p>
    )
  const { row, proof, proposalId, accepted } = score.data
  const blocked = appliedEpoch >= epoch ? 'Applied' : accepted ? undefined : 'Can still be contested'
  return (
    <div className="paper p-5">
      <Bill className="mb-4">
        <BillRow label="Place among all accounts">{(row.rank + 1).toLocaleString('en')}</BillRow>
        <BillRow label="Tier by last week">{row.tier}</BillRow>
      </Bill>
      <RewardTx
        verb={`Apply tier ${row.tier}`}
        done="The tier is in force."
        blocked={proposalId === undefined ? 'Nobody has posted the scores yet' : blocked}
        prepare={async () => (client) =>
          applyTier(client, { scoreBoard, proposalId: proposalId ?? 0, population: 'users', row, proof })
        }
      />
    </div>
  )
}
