import type { ModelManifest, RenderTable } from '@supernet/sdk/schema'

/**
 * Multiply-accumulates of the base job, SDXL at 1024 x 1024, 20 steps with guidance: 149.438e12 are published for 25
 * steps (T-GATE, also in the diffusers documentation). The base job is 43,200 ms by definition.
 */
const BASE_MACS = (149_438_000_000_000n * 20n) / 25n
const BASE_MS = 43_200n

/** A tenth of a Spark: a price must exceed what its own settlement costs. */
const LEAST_MS = 4_320

/** Most images of one order that the protocol allows; a manifest may offer fewer on screen. */
const PROTOCOL_MAX_COUNT = 512

const ceil = (numerator: bigint, denominator: bigint) => Number((numerator + denominator - 1n) / denominator)

/**
 * The table of the registry, by rule and not by the speed of a machine: milliseconds in proportion to the arithmetic,
 * and the cost of a step in proportion to the pixels. The manifest's figures are those of its first size.
 */
export const renderTableOf = ({ macs, sizes, steps }: ModelManifest): RenderTable => {
  const areas = sizes.map(({ width, height }) => width * height)
  const first = areas[0] ?? 1
  const rising = [...new Set(areas)].sort((a, b) => a - b)
  return {
    fixedMs: ceil(BigInt(macs.fixed) * BASE_MS, BASE_MACS),
    stepMicro: ceil(BigInt(macs.step) * BASE_MS * 1_000_000n, BASE_MACS),
    minMs: LEAST_MS,
    maxSteps: steps.max,
    maxCount: PROTOCOL_MAX_COUNT,
    pixels: rising.map((pixels) => ({ pixels, bps: ceil(BigInt(pixels) * 10_000n, BigInt(first)) })),
  }
}
