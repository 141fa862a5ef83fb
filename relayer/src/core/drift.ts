const BPS = 10_000n

/** Whether `value` is further than `bps` basis points away from `wanted`. */
export function drifted(value: bigint, wanted: bigint, bps: bigint): boolean {
  const distance = value > wanted ? value - wanted : wanted - value
  return distance * BPS > wanted * bps
}
