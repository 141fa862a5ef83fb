import { markPath } from '../lib/mark.ts'

/** The generated mark of a worker or a model. Decoration: its name stands beside it. */
export function Mark({ id, size = 18 }: { id: `0x${string}`; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      className="inline-block shrink-0 self-center"
    >
      <path
        d={markPath(id)}
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
