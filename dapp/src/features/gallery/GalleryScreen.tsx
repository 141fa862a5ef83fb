import { Link, useSearchParams } from 'react-router'
import { type KeptPicture, searchPictures } from '../../lib/pictures.ts'
import { useWalk } from '../../lib/useWalk.ts'
import { useKeptPictures } from '../../queries/useKeptPictures.ts'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { inputStyle } from '../../ui/Field.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { GalleryPicture } from './GalleryPicture.tsx'

/** Everything this device has drawn. The search is in the address. */
export function GalleryScreen() {
  const { pictures, error, retry } = useKeptPictures()
  const [params, setParams] = useSearchParams()
  const search = params.get('q') ?? ''
  useWalk()

  if (error !== null) {
    return (
      <Screen title="Gallery">
        <ErrorNote error={error} title="The pictures of this device could not be read." onRetry={retry} />
      </Screen>
    )
  }
  if (pictures === undefined) {
    return (
      <Screen title={<Skeleton className="h-12 w-80 max-w-full" />}>
        <Loading what="the gallery">
          <div className="flex flex-wrap gap-6">
            {['a', 'b', 'c', 'd', 'e', 'f'].map((place) => (
              <div key={place} style={{ width: 'min(176px, calc(50% - 0.75rem))' }}>
                <Skeleton className="aspect-square w-full" />
              </div>
            ))}
          </div>
        </Loading>
      </Screen>
    )
  }
  if (pictures.length === 0) {
    return (
      <Screen title="Nothing hangs here yet.">
        <Empty
          title="Your pictures will be kept here"
          action={
            <Link to="/" className="underline underline-offset-4">
              Render the first one
            </Link>
          }
        >
          They stay in this browser, with the prompt, the seed and the receipt of each, and are never
          uploaded.
        </Empty>
      </Screen>
    )
  }
  const found = searchPictures(pictures, search)
  const count =
    pictures.length === 1 ? 'One picture hangs' : `${pictures.length.toLocaleString('en')} pictures hang`
  return (
    <Screen
      title={`${count} on this device.`}
      aside={
        <input
          type="search"
          aria-label="Search prompts"
          placeholder="Search prompts"
          defaultValue={search}
          onChange={({ target }) =>
            setParams(target.value === '' ? {} : { q: target.value }, { replace: true })
          }
          className={`${inputStyle} max-w-60`}
        />
      }
    >
      {found.length === 0 ? (
        <Empty title="No prompt has these words">Take a word away, or clear the search.</Empty>
      ) : (
        <ul className="flex flex-wrap gap-x-6 gap-y-8">
          {found.map((picture: KeptPicture) => (
            <GalleryPicture key={picture.id} picture={picture} />
          ))}
        </ul>
      )}
    </Screen>
  )
}
