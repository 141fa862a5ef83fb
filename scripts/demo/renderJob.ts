import { createSupernet, type JobUpdate } from '@supernet/sdk/client'
import { decodePng, fileStore } from '@supernet/sdk/node'
import type { Body, Hex32, Line, Network, Order, Quote } from '@supernet/sdk/schema'
import type { Customer } from './customer.ts'

export type Picture = { image: number; png: Uint8Array }
export type SettledShare = { line: Line; tx: Hex32; block: number }
export type JobResult = {
  quote: Quote
  pictures: Picture[]
  /** Receipts that the client verified before it paid for them. */
  receipts: number
  settled: SettledShare[]
  /** Seconds of each phase, in order. */
  phases: Record<string, number>
}

export type RenderOptions = {
  network: Network
  customer: Customer
  /** Where the client keeps its numbers, tickets, tabs and pictures. */
  folder: string
  order: Order
  body: Body
  signal: AbortSignal
  say: (line: string) => void
}

/** One job through the SDK's client, from price to settlement. */
export async function renderJob({
  network,
  customer,
  folder,
  order,
  body,
  signal,
  say,
}: RenderOptions): Promise<JobResult> {
  const { chain, renderKey } = customer
  const supernet = createSupernet({ network, chain, renderKey, store: await fileStore(folder), decodePng })
  const result: JobResult & { quote?: Quote } = {
    quote: undefined as never,
    pictures: [],
    receipts: 0,
    settled: [],
    phases: {},
  }
  const clock = stopwatch(result.phases)
  try {
    for await (const update of supernet.createJob({ order, body, signal })) {
      const line = take(result, update, clock)
      if (line !== undefined) say(line)
    }
  } finally {
    supernet.close()
  }
  clock('settle')
  return result
}

type Stopwatch = (phase: string) => void

/** Names the time since the last call; the same phase again adds to it. */
function stopwatch(phases: Record<string, number>): Stopwatch {
  let last = performance.now()
  return (phase) => {
    const now = performance.now()
    phases[phase] = (phases[phase] ?? 0) + (now - last) / 1000
    last = now
  }
}

/** Books an update; answers what there is to say about it. */
function take(result: JobResult, update: JobUpdate, clock: Stopwatch): string | undefined {
  switch (update.type) {
    case 'price':
      clock('quote')
      result.quote = update.quote
      return undefined
    case 'reserved':
      clock('reserve')
      return `  reserved: ${update.shares.length} shares`
    case 'ticketed':
      clock('ticket')
      return `  ticket signed, numbers ${update.seqs.join(', ')}`
    case 'progress':
      return `  image ${update.image + 1}: ${update.phase}${update.of > 0 ? ` ${update.step}/${update.of}` : ''}`
    case 'image':
      clock('render')
      result.pictures.push({ image: update.image, png: update.png })
      return `  image ${update.image + 1} opened and verified`
    case 'receipt':
      clock('render')
      result.receipts += 1
      return `  receipt verified: ${update.line.images} images, ${update.line.amount} units`
    case 'tabbed':
      clock('tab')
      return `  tab signed for ${update.seqs.length} lines`
    case 'settled':
      if (update.tx === undefined || update.block === undefined)
        throw new Error(`Line ${update.seq} settled nowhere`)
      result.settled.push({ line: update.line, tx: update.tx, block: update.block })
      return `  line ${update.seq} settled in ${update.tx}`
    case 'fault':
    case 'failed':
      throw update.error
    default:
      return undefined
  }
}
