import { scoreBoardAbi, sogniTokenAbi } from '@supernet/sdk/abi'
import {
  applyTier,
  type Call,
  populationNumber,
  postScores,
  releaseScoreBond,
  showRow,
} from '@supernet/sdk/actions'
import { epochAt, POPULATIONS, type Population, scoredOf, scoreProofs } from '@supernet/sdk/protocol'
import { privateKeyToAccount } from 'viem/accounts'
import type { Common } from '../common.ts'
import { computeScores, documentOf, readScores, type ScoresRow } from '../store/scores.ts'
import { type Duty, enqueueDuty } from './duty.ts'
import { isIndexed } from './isIndexed.ts'

/** Status of a proposal, in the order of `IScoreBoard.Status`. */
const STANDING = 1
const RELEASED = 4
/** The board takes the two epochs before the running one. */
const OLDEST = 2
/** Rows whose applied tier is looked at in one step. */
const LOOKS = 20

/**
 * Scores every week that ended, posts the root where this account holds the bond, shows rows that are asked for, takes the
 * bond back, and applies tiers that fell: nobody else has a reason to. Each step looks at the chain first, so a restart or a
 * second keeper repeats nothing. Anyone can do the same by hand.
 */
export function createScoreKeeper(common: Common) {
  const { store, chain, network, config, clock, metrics, logger } = common
  const { scoreBoard, sogniToken } = network.contracts
  const board = { address: scoreBoard, abi: scoreBoardAbi } as const
  const account = privateKeyToAccount(config.RELAYER_KEY).address
  /** Where the search for tiers that fell goes on; from the start again after a restart. */
  const looked = new Map<string, number>()
  const differing = new Set<string>()

  const duty = (name: string, call: Call) => enqueueDuty(common, { name, call } satisfies Duty)

  const post = async (row: ScoresRow): Promise<void> => {
    if (row.root === null) return
    const bond = await chain.readContract({ ...board, functionName: 'bond' })
    const sogni = { address: sogniToken, abi: sogniTokenAbi } as const
    const held = await chain.readContract({ ...sogni, functionName: 'balanceOf', args: [account] })
    if (held < bond) return
    const args = [account, scoreBoard] as const
    if ((await chain.readContract({ ...sogni, functionName: 'allowance', args })) < bond) {
      await duty('scores approve', {
        abi: sogniTokenAbi,
        address: sogniToken,
        functionName: 'approve',
        args: [scoreBoard, bond],
      })
      return
    }
    const { population, epoch } = row
    await duty(
      `scores post ${population} ${epoch}`,
      postScores.call({
        scoreBoard,
        population,
        epoch,
        root: row.root,
        dataHash: row.dataHash,
        count: row.count,
        totals: scoredOf(documentOf(row)).totals,
        uri: `${network.relayerUrl}/v1/scores/${population}/${epoch}`,
      }),
    )
  }

  /** A poster that does not show a row in time loses its bond. */
  const showDemanded = async (row: ScoresRow, proposalId: number): Promise<void> => {
    const logs = await chain.getContractEvents({
      ...board,
      eventName: 'RowDemanded',
      args: { proposalId },
      fromBlock: BigInt(network.deployBlock),
    })
    const scored = scoredOf(documentOf(row))
    const proofOf = scoreProofs(row.population, row.epoch, scored)
    for (const { index } of logs.map(({ args }) => args)) {
      const demanded = index === undefined ? undefined : scored.rows[index]
      if (demanded === undefined) continue
      const args = [proposalId, demanded.index] as const
      if ((await chain.readContract({ ...board, functionName: 'demandOf', args })).closed) continue
      const proven = { row: demanded, proof: proofOf(demanded) }
      await duty(
        `scores show ${proposalId} ${demanded.index}`,
        showRow.call({ scoreBoard, proposalId, ...proven }),
      )
    }
  }

  /** Accounts take a better tier themselves; a worse one has to be brought. */
  const applyFallen = async (row: ScoresRow, proposalId: number): Promise<void> => {
    const { population, epoch } = row
    const key = `${population} ${epoch}`
    const scored = scoredOf(documentOf(row))
    const start = looked.get(key) ?? 0
    const some = scored.rows.slice(start, start + LOOKS)
    if (some.length === 0) return
    const proofOf = scoreProofs(population, epoch, scored)
    for (const each of some) {
      const args = [populationNumber(population), each.id] as const
      const [tier, applied] = await chain.readContract({ ...board, functionName: 'appliedTier', args })
      if (applied >= epoch || each.tier >= tier) continue
      await duty(
        `scores apply ${population} ${epoch} ${each.index}`,
        applyTier.call({ scoreBoard, proposalId, population, row: each, proof: proofOf(each) }),
      )
    }
    looked.set(key, start + some.length)
  }

  const tend = async (population: Population, epoch: number): Promise<void> => {
    if (!(await isIndexed(common, epoch))) return
    const thresholds = await chain.readContract({ ...board, functionName: 'thresholds' })
    const row =
      (await readScores(store.db, population, epoch)) ??
      (await computeScores(store.db, population, epoch, thresholds))
    if (row === undefined) return
    const args = [populationNumber(population), epoch] as const
    const proposalId = await chain.readContract({ ...board, functionName: 'proposalOf', args })
    if (proposalId === 0) return post(row)

    const proposal = await chain.readContract({ ...board, functionName: 'proposal', args: [proposalId] })
    const known = proposal.root === row.root
    if (!known && !differing.has(`${proposalId}`)) {
      // Somebody counts otherwise: for people to look at, since one of the two is wrong.
      differing.add(`${proposalId}`)
      metrics.scoresDiffer.inc({ population })
      logger.warn({ population, epoch, proposalId, posted: proposal.root, ours: row.root }, 'scores differ')
    }
    // A root that fell, ours or another's: a person decides what to post in its place.
    if (proposal.status !== STANDING && proposal.status !== RELEASED) return
    const ours = known && proposal.poster === account
    if (ours && proposal.openDemands > 0) return showDemanded(row, proposalId)
    if (!(await chain.readContract({ ...board, functionName: 'isAccepted', args: [proposalId] }))) return
    if (ours && proposal.status === STANDING)
      await duty(`scores release ${proposalId}`, releaseScoreBond.call({ scoreBoard, proposalId }))
    if (known) await applyFallen(row, proposalId)
  }

  return {
    step: async (): Promise<void> => {
      const running = epochAt(clock.now())
      for (const population of POPULATIONS)
        for (let epoch = running - OLDEST; epoch < running; epoch++) await tend(population, epoch)
    },
  }
}
