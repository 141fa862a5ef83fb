import { challengeMessage, hashCancel, isSignedBy } from '@supernet/sdk/protocol'
import type { FromWorker, ToWorker } from '@supernet/sdk/schema'
import { openRelayerSocket } from '../adapters/relayerSocket.ts'
import type { Common } from '../common.ts'
import { estimateOf } from '../core/estimate.ts'
import { isDone } from '../core/share.ts'
import { cosign } from './cosigner.ts'
import { currentKeys } from './dailyKeys.ts'
import { createIntake } from './intake.ts'
import { startKeeper } from './keeper.ts'
import { serveModels } from './models.ts'
import { createOutbox } from './outbox.ts'
import { persist } from './persist.ts'
import { createRedeliveries } from './redeliveries.ts'
import { createShares } from './shares.ts'

type Message<T extends ToWorker['type']> = Extract<ToWorker, { type: T }>

const FAST = '0x01'
/** Time for the last receipts to be acknowledged when the worker stops. */
const DRAIN_MS = 5_000

export interface RunningWorker {
  stop(): Promise<void>
}

/** A worker on duty: models verified and loaded, keys certified, the journal's open shares taken up again. */
export const startWorker = async (common: Common): Promise<RunningWorker> => {
  const { config, network, operator, domain, journal, clock, chain, logger } = common
  const shutdown = new AbortController()
  clock.observe(await persist(chain.timestamp, Number.POSITIVE_INFINITY))
  const models = await serveModels(common)
  let keys = await currentKeys(common)

  const outbox = createOutbox(common)
  const redeliveries = createRedeliveries(common)
  const tell = (message: FromWorker) => {
    socket.send(message)
  }
  const shares = createShares(common, models, outbox, tell)
  const isStopping = () => shutdown.signal.aborted
  const consider = createIntake({ common, models, shares, keys: () => keys, isStopping })

  const hello = async ({ nonce, ledger, chainId }: Message<'challenge'>) => {
    if (chainId !== network.chainId || ledger !== network.contracts.renderLedger) {
      logger.error({ chainId, ledger }, 'the relayer serves another network')
      return
    }
    tell({
      type: 'hello',
      workerId: config.WORKER_ID,
      operator: operator.address,
      signature: await operator.signMessage({ message: challengeMessage({ nonce, ledger, chainId }) }),
      certificate: keys.certificate,
      models: [...models.values()].map(({ offer }) => offer),
      tiers: config.WORKER_ID.startsWith(FAST) ? config.WORKER_TIERS : ['relaxed'],
      capacity: config.WORKER_CAPACITY,
      holding: [...journal.unfinished(), ...journal.unacknowledged()].map(({ ticket, share }) => ({
        ticket,
        share,
      })),
    })
  }

  const cancel = async ({ cancel: order, signature }: Message<'cancel'>) => {
    const record = journal.find(order.ticket, order.share)
    if (!record) return
    if (!(await isSignedBy(record.signed.session, hashCancel(domain, order), signature))) {
      logger.warn({ ticket: order.ticket, share: order.share }, 'cancel is not signed by the session')
      return
    }
    if (!isDone(record)) journal.cancel(order.ticket, order.share, order.maxSteps)
    shares.cancel(order.ticket, order.share)
  }

  const handle = async (message: ToWorker): Promise<void> => {
    switch (message.type) {
      case 'challenge':
        return hello(message)
      case 'welcome':
        clock.observe(message.chainTime)
        // An acceptance may have been cut off with the last connection, or with the last process.
        for (const { ticket, share, acceptedAt, acceptSignature } of journal.unfinished()) {
          tell({ type: 'accept', ticket, share, at: acceptedAt, signature: acceptSignature })
        }
        outbox.connected(socket, message.uploadToken)
        redeliveries.connected(socket, message.uploadToken)
        logger.info({ models: [...models.keys()] }, 'relayer welcomed the worker')
        return
      case 'offer':
        return consider(message, tell)
      case 'cancel':
        return cancel(message)
      case 'ack':
        return journal.acknowledge(message.ticket, message.share, message.images, message.last)
      case 'redeliver':
        return redeliveries.take(message)
      case 'cosign':
        return tell(await cosign(message, common))
      case 'error':
        logger.warn({ code: message.code }, message.message)
        if (message.code === 'blob-missing') outbox.retry(true)
    }
  }

  const socket = openRelayerSocket(common.relayerUrl, logger, {
    message: (message) => {
      handle(message).catch((error: unknown) => logger.error({ type: message.type, error }, 'message failed'))
    },
    down: () => {
      outbox.disconnected()
      redeliveries.disconnected()
    },
  })

  for (const record of journal.unfinished()) {
    shares.start(record, estimateOf(record, models.get(record.order.model)?.offer))
  }

  startKeeper(
    common,
    async () => {
      const renewed = await currentKeys(common)
      if (renewed.certificate.key.seq !== keys.certificate.key.seq)
        tell({ type: 'key', certificate: renewed.certificate })
      keys = renewed
      outbox.retry(false)
    },
    shutdown.signal,
  )

  return {
    async stop() {
      shutdown.abort()
      tell({ type: 'bye' })
      await shares.stop(config.WORKER_STOP_SECONDS * 1_000)
      await outbox.drained(DRAIN_MS)
      socket.close()
      for (const { pipeline } of models.values()) await pipeline.close()
    },
  }
}
