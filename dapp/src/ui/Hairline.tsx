interface HairlineProps {
  /** 0 to 1; without it the line runs, because the length of the wait is not known. */
  value?: number
  label: string
}

/** The one progress sign: a line of one action-coloured pixel on a line of paper. */
export function Hairline({ value, label }: HairlineProps) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value === undefined ? undefined : Math.round(value * 100)}
      className="relative h-0.5 w-full overflow-hidden bg-line"
    >
      {value === undefined ? (
        <span className="absolute inset-y-0 left-0 w-1/4 animate-hairline bg-action" />
      ) : (
        <span
          className="absolute inset-0 origin-left bg-action transition-transform"
          style={{ transform: `scaleX(${value})` }}
        />
      )}
    </div>
  )
}
