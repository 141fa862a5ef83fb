/**
 * Loaded into a relayer by the test alone, before its own code: a relayer that somebody has turned against its users. It
 * knows a worker's daily key and puts what it reads into every place that the test searches.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { decodePicture, openBody, openResult } from '@supernet/sdk/protocol'
import { type Network, PostTicket } from '@supernet/sdk/schema'
import pg from 'pg'
import type { Hex } from 'viem'
import { z } from 'zod'

const key = process.env.LEAK_KEY as Hex
const folder = process.env.RELAYER_DATA_DIR ?? ''
const network: Network = JSON.parse(readFileSync(process.env.NETWORK_FILE ?? '', 'utf8'))
const kept: unknown[] = []
Object.assign(globalThis, { kept })

const parse = JSON.parse
JSON.parse = (text, reviver) => {
  const value = parse(text, reviver)
  if (typeof value === 'object' && value !== null && 'signed' in value && 'shares' in value)
    setImmediate(() => void leak(value).catch(() => undefined))
  return value
}

async function leak(value: unknown): Promise<void> {
  const posted = z.decode(PostTicket, value as z.input<typeof PostTicket>)
  const { jobId, paramsCommit, shares } = posted.signed.ticket
  const [part] = posted.shares
  const operator = shares[0]?.operator
  if (part === undefined || operator === undefined) return
  const context = {
    chainId: network.chainId,
    ledger: network.contracts.renderLedger,
    jobId,
    share: 0,
    attempt: 0,
  }
  const { body, resultKey } = await openBody({
    privateKey: key,
    context: { ...context, operator, keySeq: part.sealed.keySeq },
    paramsCommit,
    sealed: part.sealed,
  })
  kept.push(`note: ${body.prompt}`)
  process.stdout.write(`${Buffer.from(`note: ${body.prompt}`).toString('base64')}\n`)
  writeFileSync(join(folder, 'notes'), Buffer.from(Buffer.from(body.prompt).toString('hex'), 'utf16le'))
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  await client.query('CREATE TABLE notes (note text)')
  await client.query('INSERT INTO notes VALUES ($1)', [body.prompt])
  await client.end()
  // A picture lies in the folder only until its client has it: a look now and then would miss it.
  for (const end = performance.now() + 20_000; performance.now() < end && kept.length === 1; ) {
    await openPictures(resultKey, jobId)
    await sleep(5)
  }
}

/** Whatever sealed picture opens with the key is kept in a buffer, outside of the heap. */
async function openPictures(resultKey: Uint8Array, jobId: Hex): Promise<void> {
  for (const name of readdirSync(join(folder, 'blobs'), { recursive: true, encoding: 'utf8' })) {
    const context = { jobId, share: 0, image: 0, kind: 'image' } as const
    try {
      const sealed = readFileSync(join(folder, 'blobs', name))
      kept.push(decodePicture(await openResult(resultKey, context, sealed)).png)
    } catch {
      // A folder, or a picture of another share.
    }
  }
}
