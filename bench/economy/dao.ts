import {
  type Address,
  encodeFunctionData,
  type Hex,
  keccak256,
  parseEther,
  parseUnits,
  stringToHex,
} from 'viem'
import type { Schedule } from './schedule.ts'
import type { World } from './world.ts'

const ACTIVE = 1
const SUCCEEDED = 4
const QUEUED = 5
const STATES = [
  'pending',
  'active',
  'canceled',
  'defeated',
  'succeeded',
  'queued',
  'expired',
  'executed',
] as const
const AGAINST = 0
const FOR = 1

type Proposal = {
  title: string
  /** Part of the whole time at which it is made. */
  at: number
  proposer: Address
  target: Address
  data: Hex
  id?: bigint
  state?: (typeof STATES)[number]
}

/** What is proposed, voted, queued and executed, by anybody who may, as soon as it can be. */
export class Dao {
  readonly proposals: readonly Proposal[]
  readonly #world: World
  readonly #schedule: Schedule

  constructor(world: World, schedule: Schedule) {
    this.#world = world
    this.#schedule = schedule
    const { on, cast } = world
    const { preSeed, creatorFund } = cast.groups
    const mix = [
      { shareBps: 4_000, maxDiscountBps: 300 },
      { shareBps: 3_000, maxDiscountBps: 300 },
      { shareBps: 3_000, maxDiscountBps: 500 },
    ] as const
    const { sogni } = on
    this.proposals = [
      {
        title: 'Hold more ether',
        at: 0.08,
        proposer: preSeed.address,
        target: on.policy.address,
        data: encodeFunctionData({ ...on.policy, functionName: 'setTargets', args: [mix] }),
      },
      {
        title: 'Give a grant of 50 dollars from the treasury',
        at: 0.3,
        proposer: preSeed.address,
        target: on.treasury.address,
        data: encodeFunctionData({
          ...on.treasury,
          functionName: 'withdraw',
          args: [on.usdc.address, creatorFund.address, parseUnits('50', 6)],
        }),
      },
      {
        title: 'Ask Fast workers for a smaller bond',
        at: 0.4,
        proposer: preSeed.address,
        target: on.benefits.address,
        data: encodeFunctionData({
          ...on.benefits,
          functionName: 'setRequirement',
          args: [parseEther('5500')],
        }),
      },
      {
        title: 'Pay the treasury out to the proposer',
        at: 0.67,
        proposer: cast.raider.address,
        target: on.treasury.address,
        data: encodeFunctionData({
          ...on.treasury,
          functionName: 'withdraw',
          args: [sogni.address, cast.raider.address, parseEther('1000')],
        }),
      },
    ]
  }

  async day(day: number): Promise<void> {
    for (const proposal of this.proposals) {
      if (day === this.#schedule.dayAt(proposal.at)) await this.#propose(proposal)
      if (proposal.id !== undefined) await this.#advance(proposal, proposal.id)
    }
  }

  async #propose(proposal: Proposal): Promise<void> {
    const { chain, on } = this.#world
    const { target, data, title, proposer } = proposal
    await chain.send(proposer, on.governor, 'propose', [[target], [0n], [data], title])
    const args = [[target], [0n], [data], keccak256(stringToHex(title))] as const
    proposal.id = await chain.read(on.governor, 'getProposalId', args)
  }

  async #advance(proposal: Proposal, id: bigint): Promise<void> {
    const { chain, on, cast } = this.#world
    const state = await chain.read(on.governor, 'state', [id])
    if (state === ACTIVE) await this.#vote(proposal, id)
    if (state === SUCCEEDED) await chain.send(cast.keeper.address, on.governor, 'queue', [id])
    // Not before the timelock lets it.
    if (state === QUEUED) await chain.attempt(cast.keeper.address, on.governor, 'execute', [id])
    const now = STATES[await chain.read(on.governor, 'state', [id])]
    if (now !== proposal.state && now !== undefined)
      this.#world.news.push(`The proposal “${proposal.title}” is ${now}`)
    proposal.state = now
  }

  /** Investors vote for what helps the network; the raider votes for itself. */
  async #vote({ proposer }: Proposal, id: bigint): Promise<void> {
    const { chain, on, cast } = this.#world
    const { preSeed, seed, publicYear } = cast.groups
    const isRaid = proposer === cast.raider.address
    const voters = [preSeed, seed, publicYear, ...(isRaid ? [cast.raider] : [])]
    for (const { address } of voters) {
      if (await chain.read(on.governor, 'hasVoted', [id, address])) continue
      const support = isRaid && address !== cast.raider.address ? AGAINST : FOR
      await chain.send(address, on.governor, 'castVote', [id, support])
    }
  }
}
