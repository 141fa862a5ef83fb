import { Link, useNavigate, useParams } from 'react-router'
import type { KeptPicture } from '../../lib/pictures.ts'
import { useShortcuts } from '../../lib/shortcuts.ts'
import { useKeptPictures } from '../../queries/useKeptPictures.ts'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { Label } from './Label.tsx'
import { LostPicture } from './LostPicture.tsx'

/** One picture and its museum label. Arrows walk to its neighbours, Esc goes back to the gallery. */
export function LabelScreen() {
  const { id } = useParams()
  const { pictures, lost, error, retry } = useKeptPictures()
  const navigate = useNavigate()
  const at = pictures?.findIndex((picture) => picture.id === id) ?? -1
  const walk = (by: number) => {
    const next = pictures?.[at + by]
    return next === undefined ? false : navigate(`/picture/${next.id}`, { replace: true })
  }
  useShortcuts({ previous: () => walk(-1), next: () => walk(1), cancel: () => navigate('/gallery') })

  if (error !== null) {
    return (
      <Screen title="Label">
        <ErrorNote error={error} title="The pictures of this device could not be read." onRetry={retry} />
      </Screen>
    )
  }
  if (pictures === undefined) return <LabelSkeleton />
  const picture = pictures[at]
  const gone = picture === undefined && id !== undefined ? lost(id) : undefined
  if (gone !== undefined) return <LostPicture key={gone.id} picture={gone} />
  if (picture === undefined) {
    return (
      <Screen title="This picture is not on this device.">
        <Empty
          title="Pictures stay where they were made"
          action={
            <Link to="/gallery" className="underline underline-offset-4">
              See what hangs here
            </Link>
          }
        >
          It was rendered in another browser, or it was removed from this one.
        </Empty>
      </Screen>
    )
  }
  return <Hung picture={picture} previous={pictures[at - 1]} next={pictures[at + 1]} />
}

function Hung({
  picture,
  previous,
  next,
}: {
  picture: KeptPicture
  previous?: KeptPicture
  next?: KeptPicture
}) {
  const link = 'text-13 text-soft underline decoration-line underline-offset-4 hover:text-ink'
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto w-full max-w-6xl px-4 pt-6 pb-28 outline-none sm:px-8 md:pb-12"
    >
      <nav aria-label="Neighbours" className="mb-8 flex gap-5">
        <Link to="/gallery" className={link}>
          Gallery
        </Link>
        {previous && (
          <Link replace to={`/picture/${previous.id}`} className={link}>
            Previous
          </Link>
        )}
        {next && (
          <Link replace to={`/picture/${next.id}`} className={link}>
            Next
          </Link>
        )}
      </nav>
      <Label key={picture.id} picture={picture} />
    </main>
  )
}

function LabelSkeleton() {
  return (
    <main id="main" className="mx-auto w-full max-w-6xl px-4 pt-16 sm:px-8">
      <Loading what="the picture">
        <div className="grid gap-10 lg:grid-cols-2">
          <Skeleton className="mx-auto size-64" />
          <Skeleton className="h-96" />
        </div>
      </Loading>
    </main>
  )
}
