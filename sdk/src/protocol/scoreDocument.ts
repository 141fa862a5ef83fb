import { z } from 'zod'
import { ScoreDocument } from '../schema/score.ts'
import { type ScoredEpoch, scoreEpoch } from './tiers.ts'

/** The published text, byte for byte: its SHA-256 goes to the board. Rows are put in the order of their ids. */
export const scoreText = (document: ScoreDocument): string =>
  JSON.stringify(
    z.encode(ScoreDocument, { ...document, rows: document.rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)) }),
  )

/** Ranks, scores, tiers and sums of published rows. Throws where an id is there twice. */
export const scoredOf = ({ rows }: ScoreDocument): ScoredEpoch => scoreEpoch(rows)

export const readScoreText = (text: string): ScoreDocument => z.decode(ScoreDocument, JSON.parse(text))
