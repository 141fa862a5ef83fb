import type { ReactNode } from 'react'

interface EmptyProps {
  /** What will appear here. */
  title: string
  /** Why it is empty now. */
  children: ReactNode
  /** The first thing to do. */
  action?: ReactNode
}

export function Empty({ title, children, action }: EmptyProps) {
  return (
    <div className="max-w-xl py-6">
      <h2 className="text-24">{title}</h2>
      <p className="mt-2 text-soft">{children}</p>
      {action !== undefined && <div className="mt-4">{action}</div>}
    </div>
  )
}
