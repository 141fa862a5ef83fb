import { Board } from '@supernet/sdk/schema'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { useServices } from '../../lib/services.ts'
import { leadersOptions } from '../../queries/leaders.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen, Section } from '../../ui/Screen.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import { LeaderTable } from './LeaderTable.tsx'
import { BOARDS, formatWeek, HOW, headline } from './words.ts'

const epochOf = (text: string | null): number | undefined =>
  text !== null && /^\d{1,6}$/.test(text) ? Number(text) : undefined

/** Who did the most, of a week or of all time. The choice is in the address. */
export function LeadersScreen() {
  const { owner } = useOwner()
  const [params, setParams] = useSearchParams()
  const board = Board.safeParse(params.get('board')).data ?? 'fast'
  const epoch = epochOf(params.get('week'))
  const pages = useInfiniteQuery(leadersOptions(useServices(), board, epoch))
  const show = (next: Board, week: number | undefined) =>
    setParams({ board: next, ...(week === undefined ? {} : { week: String(week) }) }, { replace: true })

  const [first] = pages.data?.pages ?? []
  const leaders = pages.data?.pages.flatMap((page) => page.leaders) ?? []
  const current = first?.currentEpoch
  const title =
    current === undefined ? (
      <Skeleton className="h-12 w-full max-w-xl" />
    ) : (
      headline(board, leaders[0], epoch, current)
    )
  return (
    <Screen title={pages.error !== null && first === undefined ? 'Leaders' : title}>
      <div className="flex flex-col gap-6">
        <Choice label="Board" value={board} onChange={(next) => show(next, epoch)} options={BOARDS} />
        {current !== undefined && (
          <WeekPicker epoch={epoch} current={current} onPick={(week) => show(board, week)} />
        )}
        {pages.error !== null && (
          <ErrorNote
            error={pages.error}
            title="The board could not be read."
            onRetry={() => (first === undefined ? pages.refetch() : pages.fetchNextPage())}
          />
        )}
        {first === undefined && pages.error === null && (
          <Loading what="the board">
            <Skeleton className="h-64 w-full" />
          </Loading>
        )}
        {first !== undefined && leaders.length === 0 && (
          <Empty title="Nobody has a place yet">
            {HOW[board]} The first settlement of the period brings somebody here.
          </Empty>
        )}
        {leaders.length > 0 && <LeaderTable board={board} leaders={leaders} me={owner?.address} />}
        {pages.hasNextPage && (
          <Button
            className="self-start"
            disabled={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {pages.isFetchingNextPage ? 'Reading more places' : 'More places'}
          </Button>
        )}
        <Section title="How this is computed">
          <p className="max-w-2xl text-soft">
            {HOW[board]} Work that was paid for with promotional Spark counts for nobody. Equals share a
            place. Weeks begin on Thursday at midnight UTC, as the epochs of scores do. The same answer as
            JSON:{' '}
            <a
              className="underline underline-offset-4"
              href={`/v1/leaders/${board}${epoch === undefined ? '' : `?epoch=${epoch}`}`}
            >
              leaders
            </a>
            .
          </p>
        </Section>
      </div>
    </Screen>
  )
}

interface WeekPickerProps {
  epoch: number | undefined
  current: number
  onPick: (epoch: number | undefined) => void
}

/** All time, or one week after the other. */
function WeekPicker({ epoch, current, onPick }: WeekPickerProps) {
  return (
    <div className="flex flex-wrap items-end gap-x-8 gap-y-2">
      <Choice
        label="Period"
        value={epoch === undefined ? 'all' : 'week'}
        onChange={(value) => onPick(value === 'all' ? undefined : current)}
        options={[
          { value: 'all', label: 'All time' },
          { value: 'week', label: 'One week', note: epoch === undefined ? undefined : formatWeek(epoch) },
        ]}
      />
      {epoch !== undefined && (
        <div className="flex gap-5">
          <Button tone="quiet" disabled={epoch === 0} onClick={() => onPick(epoch - 1)}>
            The week before
          </Button>
          <Button tone="quiet" disabled={epoch >= current} onClick={() => onPick(epoch + 1)}>
            The week after
          </Button>
        </div>
      )}
    </div>
  )
}
