import { scoreBoardAbi } from '@supernet/sdk/abi'
import { populationNumber } from '@supernet/sdk/actions'
import { BaseError } from '@supernet/sdk/errors'
import { type Population, scoredOf, scoreProofs } from '@supernet/sdk/protocol'
import type { ProvenScore } from '@supernet/sdk/schema'
import type { Common } from '../common.ts'
import { documentOf, readScores } from '../store/scores.ts'

interface Asked {
  readonly population: Population
  readonly epoch: number
  readonly id: `0x${string}`
}

/** The row of one account with its proof, and whether the board takes it. */
export async function proveScore(
  { store, chain, network }: Common,
  { population, epoch, id }: Asked,
): Promise<ProvenScore> {
  const stored = await readScores(store.db, population, epoch)
  const scored = stored && scoredOf(documentOf(stored))
  const row = scored?.rows.find((each) => each.id === id)
  if (stored === undefined || scored === undefined || row === undefined)
    throw new BaseError('scores-unknown', { details: { population, epoch, id } })

  const board = { address: network.contracts.scoreBoard, abi: scoreBoardAbi } as const
  const posted = await chain.readContract({
    ...board,
    functionName: 'proposalOf',
    args: [populationNumber(population), epoch],
  })
  const same =
    posted !== 0 &&
    (await chain.readContract({ ...board, functionName: 'proposal', args: [posted] })).root === stored.root
  return {
    proposalId: same ? posted : undefined,
    accepted: same && (await chain.readContract({ ...board, functionName: 'isAccepted', args: [posted] })),
    row: { ...row, factors: [...row.factors], sums: [...row.sums] },
    proof: scoreProofs(population, epoch, scored)(row),
  }
}
