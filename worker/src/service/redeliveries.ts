import { BaseError, toBaseError } from '@supernet/sdk/errors'
import { hashRedeliver, isSignedBy, REDELIVER_SECONDS, redeliverUntil } from '@supernet/sdk/protocol'
import type { ToWorker } from '@supernet/sdk/schema'
import { uploadBlob } from '../adapters/blobs.ts'
import type { RelayerSocket } from '../adapters/relayerSocket.ts'
import type { Common } from '../common.ts'
import { isDone, type ShareRecord } from '../core/share.ts'

type Hex = `0x${string}`
type Challenge = Extract<ToWorker, { type: 'redeliver' }>

const RETRY_MS = 1_000

/**
 * Answers clients that lost pictures: uploads them again from the disk. Nothing is remembered here: the relayer repeats a
 * challenge on every connection until it is answered.
 */
export interface Redeliveries {
  connected(socket: RelayerSocket, token: string): void
  disconnected(): void
  take(challenge: Challenge): Promise<void>
}

export const createRedeliveries = (common: Common): Redeliveries => {
  const { journal, results, domain, clock, relayerUrl, logger } = common
  const running = new Set<Hex>()
  let link: { socket: RelayerSocket; token: string; gone: AbortController } | undefined

  /** Throws the reason why the challenge asks for nothing that this worker owes. */
  const check = async (id: Hex, { redeliver, signature }: Challenge): Promise<ShareRecord> => {
    const record = journal.find(redeliver.ticket, redeliver.share)
    if (!record) throw new BaseError('result-lost')
    if (!(await isSignedBy(record.signed.session, id, signature))) throw new BaseError('redelivery-signature')
    if (!isDone(record) || record.delivered.length === 0) throw new BaseError('share-undelivered')
    if (redeliver.at > redeliverUntil(record.signed.ticket.redeemBy)) throw new BaseError('redelivery-late')
    if (clock.now() > redeliver.at + REDELIVER_SECONDS) throw new BaseError('redelivery-expired')
    return record
  }

  const read = (sha256: Hex) =>
    results.read(sha256).catch((cause: unknown) => {
      throw new BaseError('result-lost', { cause })
    })

  const answer = async (id: Hex, challenge: Challenge): Promise<void> => {
    if (!link) return
    const { socket, token, gone } = link
    try {
      const record = await check(id, challenge)
      for (const { blob } of record.delivered)
        await uploadBlob(relayerUrl, token, blob.sha256, await read(blob.sha256), gone.signal)
      socket.send({ type: 'redelivered', id })
      logger.info({ ticket: record.ticket, share: record.share }, 'delivered again')
    } catch (error) {
      const { code, retryable } = toBaseError(error)
      // With the connection the challenge comes again.
      if (gone.signal.aborted) return
      logger.warn({ id, code }, 'not delivered again')
      if (retryable) setTimeout(() => void take(challenge), RETRY_MS).unref()
      else socket.send({ type: 'redelivered', id, code })
    }
  }

  const take = async (challenge: Challenge): Promise<void> => {
    const id = hashRedeliver(domain, challenge.redeliver)
    if (running.has(id)) return
    running.add(id)
    await answer(id, challenge).finally(() => running.delete(id))
  }

  return {
    connected(socket, token) {
      link = { socket, token, gone: new AbortController() }
    },
    disconnected() {
      link?.gone.abort()
      link = undefined
    },
    take,
  }
}
