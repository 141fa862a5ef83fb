import { cx } from 'class-variance-authority'
import type { ReactNode } from 'react'

interface ScreenProps {
  /** Answers the screen's one question in its first line. */
  title: ReactNode
  children: ReactNode
  aside?: ReactNode
  className?: string
}

export function Screen({ title, children, aside, className }: ScreenProps) {
  return (
    <main
      id="main"
      tabIndex={-1}
      className={cx('mx-auto w-full max-w-6xl px-4 pt-8 pb-28 outline-none sm:px-8 md:pb-16', className)}
    >
      <div className="mb-8 flex flex-wrap items-end justify-between gap-4">
        <h1 className="min-w-0 max-w-3xl text-34 md:text-48">{title}</h1>
        {aside}
      </div>
      {children}
    </main>
  )
}

/** A part of a screen with its own small title. */
export function Section({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <h2 className="text-24">{title}</h2>
      {note !== undefined && <p className="mt-1 max-w-2xl text-13 text-soft">{note}</p>}
      <div className="mt-4">{children}</div>
    </section>
  )
}
