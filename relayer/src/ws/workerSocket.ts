import { randomBytes } from 'node:crypto'
import { BaseError } from '@supernet/sdk/errors'
import { hashRedeliver } from '@supernet/sdk/protocol'
import { FromWorker, ToWorker } from '@supernet/sdk/schema'
import type { WebSocket } from 'ws'
import type { Common } from '../common.ts'
import { takeAccept, takePreview, takeProgress, takeRefusal } from '../service/takeAnswer.ts'
import { takeReceipt } from '../service/takeReceipt.ts'
import { takeRedelivered } from '../service/takeRedelivery.ts'
import { takeDecline, takeReport } from '../service/takeReport.ts'
import { admitWorker, checkWorkerKey, leave, renewKey } from './admitWorker.ts'
import { type Connection, speak } from './connection.ts'
import { readDuties } from './duties.ts'
import type { WorkerHub } from './workerHub.ts'

type Hex = `0x${string}`

const HELLO_MS = 15_000

const redeliverKey = (id: Hex) => `redeliver ${id}`

/** Identity of a duty: what was sent on this connection is not sent again. */
const dutyKey = ({ domain }: Common, duty: ToWorker): string => {
  if (duty.type === 'offer') return `offer ${duty.ticket} ${duty.share}`
  if (duty.type === 'cancel') return `cancel ${duty.cancel.ticket} ${duty.cancel.share}`
  if (duty.type === 'redeliver') return redeliverKey(hashRedeliver(domain, duty.redeliver))
  return duty.type === 'cosign' ? `cosign ${duty.batch}` : duty.type
}

/** A worker's connection: it proves itself, then gets its duties, and everything it says of its own work is stored. */
export function acceptWorker(common: Common, hub: WorkerHub, socket: WebSocket): void {
  const { network, metrics, logger } = common
  const nonce: Hex = `0x${randomBytes(32).toString('hex')}`
  const sent = new Set<string>()
  let operator: Hex | undefined
  const late = setTimeout(() => connection.close('unauthorised'), HELLO_MS)

  const sendDuties = async (): Promise<void> => {
    if (operator === undefined) return
    for (const duty of await readDuties(common, operator)) {
      const key = dutyKey(common, duty)
      if (!sent.has(key) && connection.send(duty)) sent.add(key)
    }
  }

  const admit = async (hello: Extract<FromWorker, { type: 'hello' }>): Promise<void> => {
    const uploadToken = await admitWorker(common, nonce, hello)
    clearTimeout(late)
    operator = hello.operator
    // What the worker's journal kept needs no second offer.
    for (const { ticket, share } of hello.holding) sent.add(`offer ${ticket} ${share}`)
    hub.add(operator, { sendDuties, close: (code) => connection.close(code) })
    metrics.workers.inc()
    logger.info({ operator, models: hello.models.map(({ id }) => id) }, 'worker connected')
    connection.send({ type: 'welcome', uploadToken, chainTime: common.clock.now() })
    await sendDuties()
  }

  const onMessage = async (message: FromWorker): Promise<void> => {
    if (message.type === 'hello') return admit(message)
    if (operator === undefined) throw new BaseError('unauthorised')
    switch (message.type) {
      case 'key':
        await checkWorkerKey(common, operator, message.certificate)
        await renewKey(common, operator, message.certificate)
        return
      case 'accept':
        return takeAccept(common, operator, message)
      case 'refuse':
        return takeRefusal(common, operator, message)
      case 'progress':
        return takeProgress(common, operator, message)
      case 'preview':
        return takePreview(common, operator, message)
      case 'receipt': {
        await takeReceipt(common, operator, message.signed, message.blobs)
        const { ticket, share, images, last } = message.signed.receipt
        connection.send({ type: 'ack', ticket, share, images, last })
        return
      }
      case 'report':
        return takeReport(common, operator, message)
      case 'decline':
        return takeDecline(common, operator, message)
      case 'redelivered':
        // A picture is missing after all: the duty goes out again with the next wake-up.
        if (!(await takeRedelivered(common, operator, message))) sent.delete(redeliverKey(message.id))
        return
      case 'bye':
        return leave(common, operator)
    }
  }

  const connection: Connection<ToWorker> = speak<FromWorker, ToWorker>(common, socket, {
    incoming: FromWorker,
    outgoing: ToWorker,
    onMessage,
    onError: (error, peer) => {
      logger.warn({ operator, code: error.code, details: error.details }, 'refused a worker message')
      peer.send({ type: 'error', code: error.code, message: error.shortMessage })
      if (operator === undefined) peer.close(error.code)
    },
    onClose: () => {
      clearTimeout(late)
      if (operator === undefined) return
      metrics.workers.dec()
      if (hub.remove(operator, sendDuties))
        leave(common, operator).catch((error: unknown) => logger.warn({ error }, 'absence was not recorded'))
    },
  })
  connection.send({
    type: 'challenge',
    nonce,
    ledger: network.contracts.renderLedger,
    chainId: network.chainId,
  })
}
