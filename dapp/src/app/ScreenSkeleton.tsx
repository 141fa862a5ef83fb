import { Loading, Skeleton } from '../ui/Skeleton.tsx'

/** What a screen looks like before its code has arrived. */
export function ScreenSkeleton() {
  return (
    <main id="main" className="mx-auto w-full max-w-6xl px-4 pt-8 sm:px-8">
      <Loading what="this screen">
        <Skeleton className="h-12 w-full max-w-xl" />
        <Skeleton className="mt-10 h-40 w-full" />
      </Loading>
    </main>
  )
}
