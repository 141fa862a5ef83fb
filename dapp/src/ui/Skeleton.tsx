import { cx } from 'class-variance-authority'

/** A place kept for what is being fetched, of the same size, so that nothing moves when it arrives. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cx('block rounded-paper bg-line opacity-60', className)} />
}

/** Announces the wait once for all the skeletons of a screen. */
export function Loading({ what, children }: { what: string; children: React.ReactNode }) {
  return (
    <div role="status" aria-busy="true">
      <span className="sr-only">Loading {what}</span>
      {children}
    </div>
  )
}
