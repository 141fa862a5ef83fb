import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isDone, missingImages } from '../core/share.ts'
import { sampleDelivered, sampleOpening, sampleReceipt, sampleShare } from '../testing/samples.ts'
import { openDatabase } from './database.ts'
import { createJournal } from './journal.ts'
import { createSecrets, loadJournalKey } from './secrets.ts'

const hex = (byte: string) => `0x${byte.repeat(32)}` as const
const signature = `0x${'5a'.repeat(65)}` as const

describe('the journal', () => {
  let folder: string
  let open: ReturnType<typeof openDatabase>[] = []
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'supernet-journal-'))
  })
  afterEach(() => {
    for (const database of open) database.close()
    open = []
    rmSync(folder, { recursive: true, force: true })
  })

  /** As a process that starts: the same files, nothing in memory. */
  const boot = () => {
    const database = openDatabase(join(folder, 'journal.sqlite'))
    open.push(database)
    return createJournal(database, createSecrets(loadJournalKey(join(folder, 'journal.key'))))
  }

  it('is durable: write-ahead log, full synchronisation', () => {
    boot()
    expect(open[0]?.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    expect(open[0]?.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
  })

  it('remembers an accepted share and its opening after a crash', () => {
    const share = sampleShare({ images: 3 })
    boot().accept(share, sampleOpening, 1_000, signature)
    const journal = boot()
    const record = journal.find(share.ticket, 0)
    expect(record).toMatchObject({ ...share, acceptedAt: 1_000, acceptSignature: signature, delivered: [] })
    expect(record && missingImages(record)).toEqual([0, 1, 2])
    expect(journal.opening(share.ticket, 0)).toEqual(sampleOpening)
    expect(journal.findBySeq(share.signed.session, share.signed.ticket.seq)?.ticket).toBe(share.ticket)
    expect(journal.openOf(share.signed.session, 3)).toHaveLength(1)
    expect(journal.openOf(share.signed.session, 4)).toEqual([])
    expect(journal.unfinished()).toHaveLength(1)
    expect(journal.unacknowledged()).toEqual([])
  })

  it('keeps prompts and keys encrypted on the disk', () => {
    boot().accept(sampleShare(), sampleOpening, 1_000, signature)
    const bytes = ['journal.sqlite', 'journal.sqlite-wal'].map((name) =>
      readFileSync(join(folder, name), 'latin1'),
    )
    expect(bytes.join('')).not.toContain('secret walrus')
    expect(statSync(join(folder, 'journal.key')).mode & 0o777).toBe(0o600)
  })

  it('cannot open what another key or another row sealed', () => {
    const secrets = createSecrets(Buffer.alloc(32, 1))
    const sealed = secrets.seal(Buffer.from('plain'), 'row 1')
    expect(Buffer.from(secrets.open(sealed, 'row 1')).toString()).toBe('plain')
    expect(() => secrets.open(sealed, 'row 2')).toThrow()
    expect(() => createSecrets(Buffer.alloc(32, 2)).open(sealed, 'row 1')).toThrow()
  })

  it('gives back images with the newest receipt; the last one wins', () => {
    const share = sampleShare({ images: 2 })
    const journal = boot()
    journal.accept(share, sampleOpening, 1_000, signature)
    for (const images of [1, 2]) {
      const delivered = [sampleDelivered(images - 1)]
      journal.deliver(delivered, sampleReceipt(share, { images, last: false }), signature)
    }
    expect(journal.find(share.ticket, 0)?.newest?.receipt.images).toBe(2)
    journal.deliver([], sampleReceipt(share, { images: 2, last: true }), signature)
    const record = boot().find(share.ticket, 0)
    expect(record && isDone(record)).toBe(true)
    expect(record?.delivered.map(({ image }) => image)).toEqual([0, 1])
    expect(record?.newest?.acked).toBe(false)
    expect(journal.unfinished()).toEqual([])
    journal.acknowledge(share.ticket, 0, 1, false)
    expect(journal.unacknowledged()).toHaveLength(1)
    journal.acknowledge(share.ticket, 0, 2, true)
    expect(journal.find(share.ticket, 0)?.newest?.acked).toBe(true)
  })

  it('enters images and receipt together or not at all', () => {
    const share = sampleShare({ images: 2 })
    const journal = boot()
    journal.accept(share, sampleOpening, 1_000, signature)
    const receipt = sampleReceipt(share, { images: 1, last: false })
    journal.deliver([sampleDelivered(0)], receipt, signature)
    expect(() => journal.deliver([sampleDelivered(1)], receipt, signature)).toThrow()
    expect(journal.find(share.ticket, 0)?.delivered).toHaveLength(1)
  })

  it('refuses a second ticket for the same number of a session', () => {
    const journal = boot()
    journal.accept(sampleShare(), sampleOpening, 1_000, signature)
    expect(() =>
      journal.accept(sampleShare({ ticket: hex('99') }), sampleOpening, 1_000, signature),
    ).toThrow()
  })

  it('remembers a cancel', () => {
    const share = sampleShare()
    boot().accept(share, sampleOpening, 1_000, signature)
    boot().cancel(share.ticket, 0, 17)
    expect(boot().find(share.ticket, 0)?.cancelledAt).toEqual({ maxSteps: 17 })
  })

  it('forgets a closed share and names its blobs, but only after the holdback', () => {
    const share = sampleShare()
    const journal = boot()
    journal.accept(share, sampleOpening, 1_000, signature)
    journal.deliver([sampleDelivered(0)], sampleReceipt(share, { images: 1, last: true }), signature)
    const after = share.signed.ticket.redeemBy + 1
    expect(journal.prune(after)).toEqual([])
    journal.close(share.ticket, 0, 'settled')
    expect(journal.open(0, after)).toEqual([])
    expect(journal.prune(share.signed.ticket.redeemBy)).toEqual([])
    expect(journal.prune(after)).toEqual([sampleDelivered(0).blob.sha256])
    expect(journal.find(share.ticket, 0)).toBeUndefined()
  })

  it('keeps daily keys until they are deleted by time', () => {
    const key = { workerId: hex('01'), publicKey: hex('02'), notBefore: 10, notAfter: 100, seq: 5 }
    const certificate = { operator: sampleShare().signed.session, key, signature }
    boot().saveKey(certificate, Buffer.alloc(32, 7))
    const journal = boot()
    expect(journal.keys()).toEqual([{ certificate, secret: Buffer.alloc(32, 7) }])
    expect(journal.deleteKeys(100)).toBe(0)
    expect(journal.deleteKeys(101)).toBe(1)
    expect(journal.keys()).toEqual([])
  })
})
