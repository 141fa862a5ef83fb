import { useQuery } from '@tanstack/react-query'
import { useServices } from '../../lib/services.ts'
import { isRenderable, modelsOptions } from '../../queries/models.ts'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import { Easel } from './Easel.tsx'

/** The first screen: what the model draws, the wall, the prompt bar. */
export function CreateScreen() {
  const models = useQuery(modelsOptions(useServices(), useOwner().owner?.address))
  const ready = models.data?.filter(isRenderable) ?? []

  if (models.data === undefined && models.error !== null) {
    return (
      <Screen title="Create">
        <ErrorNote
          error={models.error}
          title="The models could not be read."
          onRetry={() => models.refetch()}
        />
      </Screen>
    )
  }
  if (models.data === undefined) return <CreateSkeleton />
  const [first] = ready
  if (first === undefined) {
    return (
      <Screen title="Create">
        <Empty title="The wall is ready, the workers are not">
          No worker has offered a model yet. This page looks again every second and opens by itself when one
          does.
        </Empty>
      </Screen>
    )
  }
  return <Easel models={ready} first={first} />
}

function CreateSkeleton() {
  return (
    <main id="main" className="p-4 sm:p-8">
      <Loading what="the models">
        <Skeleton className="h-12 w-full max-w-2xl" />
        <Skeleton className="mt-4 h-5 w-full max-w-xl" />
        <div className="mt-8 grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-4 xl:grid-cols-6">
          {Array.from({ length: 12 }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: twelve places without any identity
            <Skeleton key={index} className="aspect-square" />
          ))}
        </div>
      </Loading>
    </main>
  )
}
