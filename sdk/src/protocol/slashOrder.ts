/** What a slash takes from, and what is left of it. */
export type Slashable = {
  readonly active: bigint
  /** Requests to unstake, oldest first. */
  readonly cooling: readonly bigint[]
}

/** Active stake first, then the newest requests, until `amount` or nothing is left. */
export function slash(
  { active, cooling }: Slashable,
  amount: bigint,
): Slashable & { readonly taken: bigint } {
  const fromActive = amount < active ? amount : active
  let wanted = amount - fromActive
  const left = [...cooling]
  while (wanted > 0n) {
    const newest = left.pop()
    if (newest === undefined) break
    if (newest > wanted) {
      left.push(newest - wanted)
      wanted = 0n
    } else wanted -= newest
  }
  return { active: active - fromActive, cooling: left, taken: amount - wanted }
}
