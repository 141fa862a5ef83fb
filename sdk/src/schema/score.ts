import { z } from 'zod'
import { Address, Amount, Hex, Hex32, Uint8, Uint32, Uint40 } from './primitives.ts'

export const Population = z.enum(['users', 'workers'])

const Factors = z.tuple([Amount, Amount, Amount, Amount, Amount])

/** What the board asks of whom it compares. */
export const ScoreThresholds = z.object({ spend: Amount, stake: Amount, work: Amount })

/**
 * Published rows of an epoch, by rising id. Ranks, scores, tiers and sums are not here: `scoreEpoch` of the SDK computes
 * them from the factors, as the board does.
 */
export const ScoreDocument = z.object({
  population: Population,
  epoch: Uint32,
  thresholds: ScoreThresholds,
  rows: z.array(z.object({ id: Hex32, factors: Factors })),
})
export type ScoreDocument = z.infer<typeof ScoreDocument>

/** A row with the proof that applies its tier. */
export const ProvenScore = z.object({
  /** The proposal on the board with the same root; absent while nobody has posted it. */
  proposalId: Uint32.optional(),
  /** Whether its tiers can be applied. */
  accepted: z.boolean(),
  row: z.object({
    id: Hex32,
    index: Uint32,
    rank: Uint32,
    score: Amount,
    tier: Uint8,
    factors: Factors,
    sums: Factors,
  }),
  proof: z.array(Hex32),
})
export type ProvenScore = z.infer<typeof ProvenScore>

/** An attester's word. */
export const Attestation = z.object({ deadline: Uint40, signature: Hex })
export type Attestation = z.infer<typeof Attestation>

export const BoostRequest = z.object({ account: Address })
export const ReferralRequest = z.object({ referee: Address })
