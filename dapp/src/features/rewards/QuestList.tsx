import { completeQuest } from '@supernet/sdk/actions'
import type { QuestView } from '@supernet/sdk/schema'
import { useQuery } from '@tanstack/react-query'
import { useServices } from '../../lib/services.ts'
import { formatLeft } from '../../lib/time.ts'
import { useNow } from '../../lib/useNow.ts'
import { questOptions, questsOptions } from '../../queries/rewards.ts'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Hairline } from '../../ui/Hairline.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { State } from '../../ui/State.tsx'
import type { Owner } from '../../wallet/owner.ts'
import { RewardTx } from './RewardTx.tsx'
import { formatSparkWei, isLink, progressOf, taskOf } from './words.ts'

/** Small tasks that pay Spark, once per account. */
export function QuestList({ owner }: { owner: Owner | undefined }) {
  const quests = useQuery(questsOptions(useServices()))
  if (quests.data === undefined) {
    if (quests.error !== null)
      return (
        <ErrorNote
          error={quests.error}
          title="The quests could not be read."
          onRetry={() => quests.refetch()}
        />
      )
    return (
      <Loading what="the quests">
        <Skeleton className="h-32 w-full" />
      </Loading>
    )
  }
  if (quests.data.length === 0) {
    return (
      <Empty title="No quest is open">
        A quest is a small task that pays Spark once. The DAO’s rewards manager opens them.
      </Empty>
    )
  }
  return (
    <ul className="grid gap-5 md:grid-cols-2">
      {quests.data.map((quest) => (
        <li key={quest.id} className="paper p-5">
          <Quest quest={quest} owner={owner} />
        </li>
      ))}
    </ul>
  )
}

function Quest({ quest, owner }: { quest: QuestView; owner: Owner | undefined }) {
  const now = useNow()
  return (
    <>
      <p className="font-medium">{taskOf(quest)}</p>
      <p className="mt-1 text-13 text-soft">
        Pays {formatSparkWei(quest.reward)}. {quest.left.toLocaleString('en')} can still complete it; it ends{' '}
        {formatLeft(quest.endsAt, now)}.{' '}
        {isLink(quest.uri) && (
          <a className="underline underline-offset-4" href={quest.uri} rel="noreferrer">
            More
          </a>
        )}
      </p>
      {owner !== undefined && <QuestProgress quest={quest} owner={owner} />}
    </>
  )
}

function QuestProgress({ quest, owner }: { quest: QuestView; owner: Owner }) {
  const services = useServices()
  const { quests } = services.network.contracts
  const state = useQuery(questOptions(services, quest.id, owner.address)).data
  if (state === undefined) return <Skeleton className="mt-4 h-10 w-40" />
  if (state.completed)
    return (
      <p className="mt-4 text-13">
        <State tone="good">completed</State>
      </p>
    )
  if (quest.kind === 'attested')
    return (
      <p className="mt-4 text-13 text-soft">Somebody has to vouch for it; the reward then comes by itself.</p>
    )
  const progress = progressOf(state.reached, quest.target)
  return (
    <div className="mt-4 flex flex-col items-start gap-3">
      <Hairline value={progress} label={`Progress of quest ${quest.id}`} />
      <RewardTx
        verb={`Take ${formatSparkWei(quest.reward)}`}
        done="The quest is completed."
        blocked={progress < 1 ? `${Math.floor(progress * 100)} % done` : undefined}
        prepare={async () => (client) =>
          completeQuest(client, { quests, questId: quest.id, account: owner.address })
        }
      />
    </div>
  )
}
