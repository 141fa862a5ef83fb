import { toBaseError } from '@supernet/sdk/errors'
import { uploadBlob } from '../adapters/blobs.ts'
import type { RelayerSocket } from '../adapters/relayerSocket.ts'
import type { Common } from '../common.ts'

type Hex = `0x${string}`

const RETRY_MS = 1_000

/** Carries finished work from the journal to the relayer until it is acknowledged, over lost connections and restarts. */
export interface Outbox {
  /** Something new of this share is in the journal. */
  notify(ticket: Hex, share: number): void
  /** A connection was welcomed: everything unacknowledged goes out again. */
  connected(socket: RelayerSocket, token: string): void
  disconnected(): void
  /** Tries everything unacknowledged again. `reupload`: the relayer does not have the blobs. */
  retry(reupload: boolean): void
  /** Resolves when everything is acknowledged, or after `ms`. */
  drained(ms: number): Promise<void>
}

export const createOutbox = ({ journal, results, relayerUrl, logger }: Common): Outbox => {
  const running = new Map<string, Promise<void>>()
  const again = new Set<string>()
  const uploaded = new Set<Hex>()
  let link: { socket: RelayerSocket; token: string; gone: AbortController } | undefined

  const deliver = async (ticket: Hex, share: number) => {
    const record = journal.find(ticket, share)
    if (!link || !record?.newest || record.newest.acked) return
    const { socket, token, gone } = link
    const blobs = record.delivered.map(({ blob }) => blob)
    for (const { sha256 } of blobs.filter((blob) => !uploaded.has(blob.sha256))) {
      await uploadBlob(relayerUrl, token, sha256, await results.read(sha256), gone.signal)
      uploaded.add(sha256)
    }
    const { receipt, signature } = record.newest
    socket.send({ type: 'receipt', signed: { receipt, signature }, blobs })
  }

  const notify = (ticket: Hex, share: number) => {
    const key = `${ticket}/${share}`
    if (running.has(key)) {
      again.add(key)
      return
    }
    const run = deliver(ticket, share)
      .catch((error: unknown) => {
        if (!link) return
        logger.warn({ ticket, share, code: toBaseError(error).code }, 'delivery failed, trying again')
        setTimeout(() => notify(ticket, share), RETRY_MS).unref()
      })
      .finally(() => {
        running.delete(key)
        if (again.delete(key)) notify(ticket, share)
      })
    running.set(key, run)
  }

  const notifyAll = () => {
    for (const { ticket, share } of journal.unacknowledged()) notify(ticket, share)
  }

  return {
    notify,
    connected(socket, token) {
      link = { socket, token, gone: new AbortController() }
      notifyAll()
    },
    disconnected() {
      link?.gone.abort()
      link = undefined
      uploaded.clear()
    },
    retry(reupload) {
      if (reupload) uploaded.clear()
      notifyAll()
    },
    async drained(ms) {
      const end = Date.now() + ms
      while (link && journal.unacknowledged().length > 0 && Date.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
  }
}
