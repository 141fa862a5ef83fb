import { type Hex, keccak256, toHex } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import {
  encodeBatch,
  encodeTicketBatch,
  hashTicket,
  type ledgerDomain,
  linesOf,
  signReceipt,
  signReport,
  signTab,
  signTicket,
  type TicketClaim,
} from '../../sdk/src/protocol/index.ts'
import type { Line, SignedTab, Ticket } from '../../sdk/src/schema/typed.ts'

type Domain = ReturnType<typeof ledgerDomain>

/** Who takes part in a batch of `jobs` jobs, and how each is split. */
export type Shape = {
  jobs: number
  users: number
  workers: number
  models: number
  /** Workers of a job; its images are dealt out evenly. */
  shares: number
  imagesPerShare: number
}

const STEPS = 20
const UNIT_MS = 43_200
const UNIT_PRICE = 1_000_000n

export const person = (role: string, index: number): PrivateKeyAccount =>
  privateKeyToAccount(keccak256(toHex(`${role} ${index}`)))

const at = <T>(list: readonly T[], index: number): T => {
  const item = list[index % list.length]
  if (item === undefined) throw new Error('empty list')
  return item
}

/** Numbers go on where the user's last batch ended. */
export class Workload {
  readonly #next = new Map<string, number>()
  readonly #domain: Domain
  readonly #users: readonly PrivateKeyAccount[]
  readonly #workers: readonly PrivateKeyAccount[]

  constructor(domain: Domain, users: readonly PrivateKeyAccount[], workers: readonly PrivateKeyAccount[]) {
    this.#domain = domain
    this.#users = users
    this.#workers = workers
  }

  #take(user: PrivateKeyAccount, numbers: number): number {
    const seq = this.#next.get(user.address) ?? 0
    this.#next.set(user.address, seq + numbers)
    return seq
  }

  async tabs(shape: Shape, time: number): Promise<Hex> {
    const lines = new Map<PrivateKeyAccount, Line[]>()
    for (let job = 0; job < shape.jobs; job++) {
      const user = at(this.#users.slice(0, shape.users), job)
      const seq = this.#take(user, shape.shares)
      for (let share = 0; share < shape.shares; share++) {
        const worker = at(this.#workers.slice(0, shape.workers), job + share + Math.floor(job / shape.users))
        const steps = STEPS * shape.imagesPerShare
        const line: Line = {
          session: user.address,
          seq: seq + share,
          count: 1,
          model: 1 + (job % shape.models),
          operator: worker.address,
          images: shape.imagesPerShare,
          steps,
          baseMs: UNIT_MS * shape.imagesPerShare,
          amount: UNIT_PRICE * BigInt(shape.imagesPerShare),
        }
        const own = lines.get(user) ?? []
        lines.set(user, own)
        own.push(line)
      }
    }
    const tabs: SignedTab[] = []
    for (const [user, own] of lines) {
      const ratings = toHex(Uint8Array.from(own, (line) => (line.seq % 4 === 0 ? 2 : 0)))
      const signature = await signTab(user, this.#domain, own, ratings)
      tabs.push({ session: user.address, lines: own, ratings, signature })
    }
    const busy = this.#workers.filter((worker) => linesOf(tabs, worker.address).length > 0)
    const reports = await Promise.all(
      busy.map(async (worker) => {
        const report = {
          lines: linesOf(tabs, worker.address),
          receiptsRoot: keccak256(worker.address),
          time,
        }
        const signature = await signReport(worker, this.#domain, report)
        return { operator: worker.address, receiptsRoot: report.receiptsRoot, time, signature }
      }),
    )
    return encodeBatch(tabs, reports)
  }

  async tickets(shape: Shape, time: number): Promise<Hex> {
    const claims: TicketClaim[] = []
    for (let job = 0; job < shape.jobs; job++) {
      const user = at(this.#users.slice(0, shape.users), job)
      const worker = at(this.#workers.slice(0, shape.workers), job + Math.floor(job / shape.users))
      const ticket: Ticket = {
        jobId: keccak256(toHex(`job ${time} ${job}`)),
        seq: this.#take(user, 1),
        model: 1 + (job % shape.models),
        unitPrice: UNIT_PRICE,
        unitMs: UNIT_MS,
        stepsPerImage: STEPS,
        deliverBy: time + 600,
        redeemBy: time + 7_800,
        paramsCommit: keccak256(toHex(`params ${job}`)),
        shares: [{ operator: worker.address, images: shape.imagesPerShare }],
      }
      const receipt = {
        ticket: hashTicket(this.#domain, ticket),
        share: 0,
        paramsCommit: ticket.paramsCommit,
        classId: keccak256('0x01'),
        resultRoot: keccak256(toHex(`result ${time} ${job}`)),
        traceRoot: keccak256(toHex(`trace ${time} ${job}`)),
        images: shape.imagesPerShare,
        steps: STEPS * shape.imagesPerShare,
        elapsedMs: 41_000 + job,
        completedAt: time + 60,
        last: true,
      }
      claims.push({
        signed: {
          session: user.address,
          ticket,
          signature: await signTicket(user, this.#domain, ticket),
        },
        receipts: [{ receipt, signature: await signReceipt(worker, this.#domain, receipt) }],
      })
    }
    return encodeTicketBatch(claims)
  }
}
