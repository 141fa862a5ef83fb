import type { DatabaseSync } from 'node:sqlite'
import { DailyKeyCertificate, Line } from '@supernet/sdk/schema'
import { z } from 'zod'
import type { Journal, Opening } from '../core/ports.ts'
import { seqOf } from '../core/share.ts'
import { transact } from './database.ts'
import {
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
const BlobRow = z.object({ blob: z.templateLiteral(['0x', z.string()]) })

const openingContext = (ticket: string, share: number) => `opening/${ticket}/${share}`
const keyContext = (seq: number) => `key/${seq}`

/** The journal on SQLite. Openings and daily keys are stored encrypted under the journal key. */
export const createJournal = (database: DatabaseSync, secrets: Secrets): Journal => {
  const images = database.prepare('SELECT * FROM images WHERE ticket = ? AND share = ? ORDER BY image')
  const newest = database.prepare(
    'SELECT * FROM receipts WHERE ticket = ? AND share = ? ORDER BY last DESC, images DESC LIMIT 1',
  )
  const load = (found: unknown) => {
    const row = ShareRow.parse(found)
    const receipt = newest.get(row.ticket, row.share)
    return toRecord(
      row,
      z.array(ImageRow).parse(images.all(row.ticket, row.share)),
      receipt && ReceiptRow.parse(receipt),
    )
  }
  const byTicket = database.prepare('SELECT * FROM shares WHERE ticket = ? AND share = ?')
  const bySeq = database.prepare('SELECT * FROM shares WHERE session = ? AND seq = ?')
  const insertImage = database.prepare('INSERT OR REPLACE INTO images VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const insertReceipt = database.prepare(
    'INSERT INTO receipts (ticket, share, images, last, receipt, signature) VALUES (?, ?, ?, ?, ?, ?)',
  )

  return {
    accept(share, opening, acceptedAt, acceptSignature) {
      const sealed = secrets.seal(
        Buffer.from(JSON.stringify(opening)),
        openingContext(share.ticket, share.share),
      )
      database
        .prepare('INSERT INTO shares VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)')
        .run(
          share.ticket,
          share.share,
          share.signed.session,
          seqOf(share),
          SignedTicketText.encode(share.signed),
          OrderText.encode(share.order),
          share.firstImage,
          share.attempt,
          sealed,
          acceptedAt,
          acceptSignature,
        )
    },
    opening(ticket, share) {
      const row = database
        .prepare('SELECT opening FROM shares WHERE ticket = ? AND share = ?')
        .get(ticket, share)
      if (!row) return undefined
      const plain = secrets.open(OpeningRow.parse(row).opening, openingContext(ticket, share))
      return JSON.parse(Buffer.from(plain).toString('utf8')) as Opening
    },
    find(ticket, share) {
      const row = byTicket.get(ticket, share)
      return row && load(row)
    },
    findBySeq(session, seq) {
      const row = bySeq.get(session, seq)
      return row && load(row)
    },
    open: () =>
      database.prepare('SELECT * FROM shares WHERE outcome IS NULL ORDER BY accepted_at').all().map(load),
    openOf: (session) =>
      database.prepare('SELECT * FROM shares WHERE outcome IS NULL AND session = ?').all(session).map(load),
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
      }),
    acknowledge(ticket, share, count, last) {
      database
        .prepare('UPDATE receipts SET acked = 1 WHERE ticket = ? AND share = ? AND images <= ? AND last <= ?')
        .run(ticket, share, count, last ? 1 : 0)
    },
    cancel(ticket, share, maxSteps) {
      database
        .prepare('UPDATE shares SET cancel_steps = ? WHERE ticket = ? AND share = ?')
        .run(maxSteps, ticket, share)
    },
    close(ticket, share, outcome) {
      database
        .prepare('UPDATE shares SET outcome = ? WHERE ticket = ? AND share = ?')
        .run(outcome, ticket, share)
    },
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
        const ended = `SELECT ticket, share FROM shares
          WHERE outcome IS NOT NULL AND json_extract(signed, '$.ticket.redeemBy') < ${Math.trunc(time)}`
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
