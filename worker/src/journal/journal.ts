import type { DatabaseSync } from 'node:sqlite'
import { DailyKeyCertificate, Line } from '@supernet/sdk/schema'
import { z } from 'zod'
import type { Journal } from '../core/ports.ts'
import { seqOf } from '../core/share.ts'
import { transact } from './database.ts'
import {
  HexText,
  ImageRow,
  json,
  OrderText,
  ReceiptRow,
  ReceiptText,
  ShareRow,
  SignedTicketText,
  toRecord,
} from './rows.ts'
import type { Secrets } from './secrets.ts'

const CertificateText = json(DailyKeyCertificate)
const LinesText = json(z.array(Line))
const KeyRow = z.object({ seq: z.number(), certificate: CertificateText, secret: z.instanceof(Uint8Array) })
const OpeningRow = z.object({ opening: z.instanceof(Uint8Array) })
const BlobRow = z.object({ blob: HexText })

const openingContext = (ticket: string, share: number) => `opening/${ticket}/${share}`
const keyContext = (seq: number) => `key/${seq}`

const Opened = z.object({ bodyJson: z.string(), salt: HexText, resultKey: HexText })

/** The journal on SQLite. Openings and daily keys are stored encrypted under the journal key. */
export const createJournal = (database: DatabaseSync, secrets: Secrets): Journal => {
  const sharesWhere = (condition: string) => database.prepare(`SELECT * FROM shares WHERE ${condition}`)
  const byTicket = sharesWhere('ticket = ? AND share = ?')
  const bySeq = sharesWhere('session = ? AND seq = ?')
  const unfinished = sharesWhere('outcome IS NULL AND done = 0 ORDER BY accepted_at')
  const unacknowledged = sharesWhere('outcome IS NULL AND acked = 0 ORDER BY accepted_at')
  const openBetween = sharesWhere('outcome IS NULL AND redeem_by >= ? AND redeem_by < ?')
  const openOfSession = sharesWhere('outcome IS NULL AND session = ? AND seq >= ?')
  const images = database.prepare('SELECT * FROM images WHERE ticket = ? AND share = ? ORDER BY image')
  const newest = database.prepare(
    'SELECT * FROM receipts WHERE ticket = ? AND share = ? ORDER BY last DESC, images DESC LIMIT 1',
  )
  const insertShare = database.prepare(`
    INSERT INTO shares (ticket, share, session, seq, signed, routing, first_image, attempt, opening, accepted_at,
      accept_signature, redeem_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const insertImage = database.prepare('INSERT OR REPLACE INTO images VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const insertReceipt = database.prepare('INSERT INTO receipts VALUES (?, ?, ?, ?, ?, ?)')
  const markDelivered = database.prepare(
    'UPDATE shares SET acked = 0, done = ? WHERE ticket = ? AND share = ?',
  )
  const markAcked = database.prepare('UPDATE shares SET acked = 1 WHERE ticket = ? AND share = ?')
  const markCancelled = database.prepare('UPDATE shares SET cancel_steps = ? WHERE ticket = ? AND share = ?')
  const markClosed = database.prepare('UPDATE shares SET outcome = ? WHERE ticket = ? AND share = ?')

  const newestOf = (ticket: string, share: number) => {
    const row = newest.get(ticket, share)
    return row && ReceiptRow.parse(row)
  }
  const load = (found: unknown) => {
    const row = ShareRow.parse(found)
    const { ticket, share } = row
    return toRecord(row, z.array(ImageRow).parse(images.all(ticket, share)), newestOf(ticket, share))
  }
  const loadOne = (found: unknown) => (found === undefined ? undefined : load(found))

  return {
    accept(held, opening, acceptedAt, acceptSignature) {
      const { ticket, share, signed, order, firstImage, attempt } = held
      const sealed = secrets.seal(Buffer.from(JSON.stringify(opening)), openingContext(ticket, share))
      insertShare.run(
        ticket,
        share,
        signed.session,
        seqOf(held),
        SignedTicketText.encode(signed),
        OrderText.encode(order),
        firstImage,
        attempt,
        sealed,
        acceptedAt,
        acceptSignature,
        signed.ticket.redeemBy,
      )
    },
    opening(ticket, share) {
      const row = byTicket.get(ticket, share)
      if (!row) return undefined
      const plain = secrets.open(OpeningRow.parse(row).opening, openingContext(ticket, share))
      return Opened.parse(JSON.parse(Buffer.from(plain).toString('utf8')))
    },
    find: (ticket, share) => loadOne(byTicket.get(ticket, share)),
    findBySeq: (session, seq) => loadOne(bySeq.get(session, seq)),
    unfinished: () => unfinished.all().map(load),
    unacknowledged: () => unacknowledged.all().map(load),
    open: (from, to) => openBetween.all(from, to).map(load),
    openOf: (session, fromSeq) => openOfSession.all(session, fromSeq).map(load),
    deliver: (delivered, receipt, signature) =>
      transact(database, () => {
        const { ticket, share } = receipt
        for (const { image, imageHash, traceRoot, steps, blob, completedAt } of delivered) {
          insertImage.run(
            ticket,
            share,
            image,
            imageHash,
            traceRoot,
            steps,
            blob.sha256,
            blob.bytes,
            completedAt,
          )
        }
        const last = receipt.last ? 1 : 0
        insertReceipt.run(ticket, share, receipt.images, last, ReceiptText.encode(receipt), signature)
        markDelivered.run(last, ticket, share)
      }),
    acknowledge(ticket, share, count, last) {
      const receipt = newestOf(ticket, share)?.receipt
      if (receipt?.images === count && receipt.last === last) markAcked.run(ticket, share)
    },
    cancel: (ticket, share, maxSteps) => void markCancelled.run(maxSteps, ticket, share),
    close: (ticket, share, outcome) => void markClosed.run(outcome, ticket, share),
    report({ batch, lines, receiptsRoot, time, signature }) {
      database
        .prepare('INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?, ?)')
        .run(batch, LinesText.encode([...lines]), receiptsRoot, time, signature)
    },
    saveKey(certificate, secret) {
      const { seq, notAfter } = certificate.key
      database
        .prepare('INSERT INTO daily_keys VALUES (?, ?, ?, ?)')
        .run(seq, CertificateText.encode(certificate), secrets.seal(secret, keyContext(seq)), notAfter)
    },
    keys: () =>
      z
        .array(KeyRow)
        .parse(database.prepare('SELECT * FROM daily_keys ORDER BY seq').all())
        .map(({ seq, certificate, secret }) => ({
          certificate,
          secret: secrets.open(secret, keyContext(seq)),
        })),
    deleteKeys: (time) =>
      Number(database.prepare('DELETE FROM daily_keys WHERE not_after < ?').run(time).changes),
    prune: (time) =>
      transact(database, () => {
        const ended = `SELECT ticket, share FROM shares WHERE outcome IS NOT NULL AND redeem_by < ${Math.trunc(time)}`
        const blobs = database.prepare(`SELECT blob FROM images WHERE (ticket, share) IN (${ended})`).all()
        for (const table of ['images', 'receipts', 'shares']) {
          database.exec(`DELETE FROM ${table} WHERE (ticket, share) IN (${ended})`)
        }
        return z
          .array(BlobRow)
          .parse(blobs)
          .map(({ blob }) => blob)
      }),
  }
}
