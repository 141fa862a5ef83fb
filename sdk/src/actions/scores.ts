import type { Address, Hex } from 'viem'
import { scoreBoardAbi, workActivityAbi } from '../abi/index.ts'
import { inputsHash, POPULATIONS, type Population } from '../protocol/scoreTree.ts'
import type { Factors, ScoreRow } from '../protocol/tiers.ts'
import { callsOf, writeAction } from './action.ts'

const boardCall = callsOf(scoreBoardAbi)

export const populationNumber = (population: Population): number => POPULATIONS.indexOf(population)

export interface PostScoresParameters {
  readonly scoreBoard: Address
  readonly population: Population
  readonly epoch: number
  /** Over all rows, from `scoreRoot`. */
  readonly root: Hex
  /** SHA-256 of the published rows. */
  readonly dataHash: Hex
  readonly count: number
  readonly totals: Factors
  /** Where the rows are published. */
  readonly uri: string
}

/** Posts the scores of an epoch that ended. The board pulls the bond from the caller. */
export const postScores = writeAction(({ scoreBoard, population, epoch, ...scores }: PostScoresParameters) =>
  boardCall(scoreBoard, 'post', [populationNumber(population), epoch, scores]),
)

/** Gives the bond of an accepted proposal back to its poster, by anyone. */
export const releaseScoreBond = writeAction(
  ({ scoreBoard, proposalId }: { readonly scoreBoard: Address; readonly proposalId: number }) =>
    boardCall(scoreBoard, 'releaseBond', [proposalId]),
)

/** A row under a posted root, with its siblings from the row up. */
export interface ProvenRow {
  readonly row: ScoreRow
  /** From `scoreProofs`. */
  readonly proof: readonly Hex[]
}

export interface ApplyTierParameters extends ProvenRow {
  readonly scoreBoard: Address
  readonly proposalId: number
  readonly population: Population
}

/** Applies an account's tier of an accepted epoch, by anyone, once. */
export const applyTier = writeAction(
  ({ scoreBoard, proposalId, population, row, proof }: ApplyTierParameters) =>
    boardCall(scoreBoard, 'applyTier', [
      proposalId,
      row.index,
      row.id,
      row.score,
      row.tier,
      inputsHash(population, row),
      proof,
    ]),
)

interface OfProposal {
  readonly scoreBoard: Address
  readonly proposalId: number
}

/** Shows a row of a contested root that is wrong by itself: half of the bond is the caller's. */
export const challengeRow = writeAction(({ scoreBoard, proposalId, row, proof }: OfProposal & ProvenRow) =>
  boardCall(scoreBoard, 'challengeRow', [proposalId, row, proof]),
)

/** Shows two rows that contradict each other. */
export const challengePair = writeAction(
  ({ scoreBoard, proposalId, a, b }: OfProposal & { readonly a: ProvenRow; readonly b: ProvenRow }) =>
    boardCall(scoreBoard, 'challengePair', [proposalId, a.row, a.proof, b.row, b.proof]),
)

/** Shows that an account which the chain knows to qualify has no row between its neighbours. */
export const challengeOmission = writeAction(
  ({
    scoreBoard,
    proposalId,
    id,
    neighbours,
  }: OfProposal & { readonly id: Hex; readonly neighbours: readonly ProvenRow[] }) =>
    boardCall(scoreBoard, 'challengeOmission', [
      proposalId,
      id,
      neighbours.map(({ row }) => row),
      neighbours.map(({ proof }) => proof),
    ]),
)

/** Asks the poster to show a row that it did not publish; the board pulls a fiftieth of the bond from the caller. */
export const demandRow = writeAction(
  ({ scoreBoard, proposalId, index }: OfProposal & { readonly index: number }) =>
    boardCall(scoreBoard, 'demandRow', [proposalId, index]),
)

/** Shows a demanded row, by anyone; the fee goes to the poster. */
export const showRow = writeAction(({ scoreBoard, proposalId, row, proof }: OfProposal & ProvenRow) =>
  boardCall(scoreBoard, 'showRow', [proposalId, row, proof]),
)

/** Copies what a worker has rendered so far, by anyone: two marks in an epoch prove its work to the board. */
export const markWork = writeAction(
  ({ workActivity, workerId }: { readonly workActivity: Address; readonly workerId: Hex }) =>
    callsOf(workActivityAbi)(workActivity, 'mark', [workerId]),
)
