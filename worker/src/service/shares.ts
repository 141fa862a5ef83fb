import { BaseError, toBaseError } from '@supernet/sdk/errors'
import { signReceipt } from '@supernet/sdk/protocol'
import { Body, type FromWorker } from '@supernet/sdk/schema'
import { hexToBytes, zeroHash } from 'viem'
import type { Common } from '../common.ts'
import { DELIVERY_MARGIN } from '../core/policy.ts'
import { lastReceiptOf } from '../core/receipt.ts'
import { isDone, type PartialImage, type ShareRecord } from '../core/share.ts'
import { createSlots } from '../core/slots.ts'
import type { ServedModel } from './models.ts'
import type { Outbox } from './outbox.ts'
import { renderShare } from './renderShare.ts'

type Hex = `0x${string}`
/** A step of priority is worth so much waiting: enough to pass a queue, and nobody waits for ever. */
const PRIORITY_MS = 10_000

type StopReason = 'cancelled' | 'deadline' | 'stopping'

/** The shares in hand: as many as the capacity render, the others wait their turn. */
export interface Shares {
  /** Wall seconds of work in hand. */
  readonly backlog: number
  /** `estimate` in wall seconds. A share that is resumed after a restart has no priority: it waited already. */
  start(record: ShareRecord, estimate: number, priority?: number): void
  /** The journal knows of the cancel already. */
  cancel(ticket: Hex, share: number): void
  /** Gives shares in hand `ms` to finish, then ends them with what is done. */
  stop(ms: number): Promise<void>
}

export const createShares = (
  common: Common,
  models: ReadonlyMap<number, ServedModel>,
  outbox: Outbox,
  tell: (message: FromWorker) => void,
): Shares => {
  const { journal, clock, operator, domain, config } = common
  const active = new Map<string, { controller: AbortController; run: Promise<void>; estimate: number }>()
  const slots = createSlots(config.WORKER_CAPACITY)

  const finish = async (
    { ticket, share }: ShareRecord,
    partial: readonly PartialImage[],
    elapsedMs: number,
  ) => {
    const record = journal.find(ticket, share)
    if (!record || isDone(record)) return
    const classId = models.get(record.order.model)?.offer.classId ?? zeroHash
    const receipt = lastReceiptOf(record, { partial, classId, elapsedMs, now: clock.now() })
    journal.deliver([], receipt, await signReceipt(operator, domain, receipt))
    outbox.notify(ticket, share)
  }

  const render = async (record: ShareRecord, signal: AbortSignal) => {
    const { ticket, share, order } = record
    const model = models.get(order.model)
    const opening = journal.opening(ticket, share)
    if (!model || !opening) throw new BaseError('model-not-served')
    const work = {
      record,
      model,
      body: Body.parse(JSON.parse(opening.bodyJson)),
      resultKey: hexToBytes(opening.resultKey),
      batch: config.WORKER_BATCH,
    }
    return renderShare(work, common, outbox, tell, signal)
  }

  const run = async (record: ShareRecord, controller: AbortController, priority: number) => {
    const { ticket, share, signed } = record
    const logger = common.logger.child({ ticket, share })
    const seconds = signed.ticket.deliverBy - DELIVERY_MARGIN - clock.now()
    const deadline = setTimeout(
      () => controller.abort('deadline' satisfies StopReason),
      Math.max(0, seconds) * 1_000,
    )
    const started = performance.now() - (record.newest?.receipt.elapsedMs ?? 0)
    let partial: PartialImage[] = []
    try {
      if (record.cancelledAt || seconds <= 0) controller.abort('deadline' satisfies StopReason)
      partial = await slots.use(
        async () => (controller.signal.aborted ? [] : render(record, controller.signal)),
        priority * PRIORITY_MS,
      )
    } catch (error) {
      logger.error({ code: toBaseError(error).code, error }, 'render failed')
    } finally {
      clearTimeout(deadline)
    }
    await finish(record, partial, performance.now() - started)
    logger.info({ images: journal.find(ticket, share)?.delivered.length }, 'share is done')
  }

  return {
    get backlog() {
      return [...active.values()].reduce((sum, { estimate }) => sum + estimate, 0) / config.WORKER_CAPACITY
    },
    start(record, estimate, priority = 0) {
      const key = `${record.ticket}/${record.share}`
      if (active.has(key)) return
      const controller = new AbortController()
      const whole = run(record, controller, priority)
        .catch((error: unknown) =>
          common.logger.error({ error, ticket: record.ticket }, 'share stays unfinished'),
        )
        .finally(() => active.delete(key))
      active.set(key, { controller, run: whole, estimate })
    },
    cancel(ticket, share) {
      const running = active.get(`${ticket}/${share}`)
      if (running) running.controller.abort('cancelled' satisfies StopReason)
      else outbox.notify(ticket, share)
    },
    async stop(ms) {
      const runs = [...active.values()]
      let timer: NodeJS.Timeout | undefined
      const patience = new Promise((resolve) => {
        timer = setTimeout(resolve, ms)
      })
      await Promise.race([Promise.all(runs.map(({ run: each }) => each)), patience])
      clearTimeout(timer)
      for (const { controller } of runs) controller.abort('stopping' satisfies StopReason)
      await Promise.all(runs.map(({ run: each }) => each))
    },
  }
}
