import { SOGNI_SUPPLY } from '@supernet/sdk/protocol'
import { type Address, getAddress, parseEventLogs, zeroAddress } from 'viem'
import { SOGNI_UNIT } from './money.ts'
import type { DayReport } from './report.ts'
import { MODELS } from './setup.ts'
import type { World } from './world.ts'

type Token = 'sogni' | 'spark'

/** Balances of a token as its events tell them. */
export class Holders {
  readonly balances = new Map<Address, bigint>()
  minted = 0n
  burned = 0n
  readonly #world: World
  readonly #token: Token
  #next = 0n

  constructor(world: World, token: Token) {
    this.#world = world
    this.#token = token
  }

  /** Reads what was transferred since the last time, and compares every holder with the chain. */
  async check(): Promise<{ conserved: boolean; supply: bigint }> {
    const { chain, on } = this.#world
    const token = on[this.#token]
    const head = await chain.reader.getBlockNumber()
    const logs = await chain.reader.getLogs({ address: token.address, fromBlock: this.#next, toBlock: head })
    this.#next = head + 1n
    for (const { args } of parseEventLogs({ abi: on.sogni.abi, logs, eventName: 'Transfer' }))
      this.#move(args.from, args.to, args.value)

    const erc20 = { abi: on.sogni.abi, address: token.address }
    const supply = await chain.read(erc20, 'totalSupply', [])
    const holders = [...this.balances.keys()]
    const held = await Promise.all(holders.map((holder) => chain.read(erc20, 'balanceOf', [holder])))
    const sum = held.reduce((all, balance) => all + balance, 0n)
    const same = holders.every((holder, i) => this.balances.get(holder) === held[i])
    return { supply, conserved: same && sum === supply && supply === this.minted - this.burned }
  }

  of(holder: Address): bigint {
    return this.balances.get(getAddress(holder)) ?? 0n
  }

  #move(from: Address, to: Address, value: bigint): void {
    if (from === zeroAddress) this.minted += value
    else this.balances.set(from, this.of(from) - value)
    if (to === zeroAddress) this.burned += value
    else this.balances.set(to, this.of(to) + value)
  }
}

/** What a group was given, what of it lies in its vault, and what circulates. */
export async function groupsOf({ chain, on, groups }: World, sogni: Holders): Promise<DayReport['groups']> {
  const rows = await Promise.all(
    groups.map(async ({ name, allocation, vault }) => {
      const released = await chain.read(vault, 'released', [on.sogni.address])
      const inVault = sogni.of(vault.address)
      return [name, { allocation, in_vault: inVault, released, circulating: allocation - inVault }] as const
    }),
  )
  return Object.fromEntries(rows) as DayReport['groups']
}

/** Who has the SOGNI that is not in a vault. */
export function classesOf({ contracts, cast, groups }: World, sogni: Holders) {
  const classes = {
    vesting_vaults: groups.map(({ vault }) => vault.address),
    beneficiaries: Object.values(cast.groups).map(({ address }) => address),
    treasury: [contracts.treasury],
    ledger: [contracts.renderLedger],
    staking: [contracts.stakingVault],
    reward_stream: [contracts.rewardStream],
    users: cast.users.map(({ account }) => account.address),
    workers: cast.workers.map(({ owner }) => owner.address),
    stakers: [...cast.stakers, cast.raider].map(({ address }) => address),
  }
  const sums = Object.entries(classes).map(
    ([name, members]) => [name, members.reduce((sum, member) => sum + sogni.of(member), 0n)] as const,
  )
  // Accounts of models and licences, boxes, whoever else was paid.
  const others = SOGNI_SUPPLY - sums.reduce((all, [, sum]) => all + sum, 0n)
  return { ...Object.fromEntries(sums), others }
}

/** Law 1 of the ledger: it holds what its rows say that it owes. */
export async function ledgerCovers({ chain, on, cast }: World, sogni: Holders): Promise<boolean> {
  const { treasury, pool } = await chain.read(on.ledger, 'global', [])
  const sessions = await Promise.all(
    cast.users.map(({ key }) => chain.read(on.ledger, 'session', [key.address])),
  )
  const workers = await Promise.all(
    cast.workers.map(({ operator }) => chain.read(on.ledger, 'worker', [operator.address])),
  )
  const pending = await Promise.all(
    cast.workers.map(({ operator }) => chain.read(on.ledger, 'pendingClaims', [operator.address])),
  )
  const models = await Promise.all(MODELS.map((id) => chain.read(on.ledger, 'model', [id])))
  const owed = [
    treasury,
    pool,
    ...sessions.filter(({ currency }) => currency === 0).map(({ balance }) => balance),
    ...workers.map(({ accrued }) => accrued),
    ...pending.map(({ amount0, amount1 }) => amount0 + amount1),
    ...models.map(({ royalty }) => royalty),
  ].reduce((sum, units) => sum + units, 0n)
  return sogni.of(on.ledger.address) === owed * SOGNI_UNIT
}
