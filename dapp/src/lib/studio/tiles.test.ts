import { describe, expect, it } from 'vitest'
import { image, jobRecord, line, shareRecord } from '../../testing/jobs.ts'
import { isMoving, tilesOf, tileWords } from './tiles.ts'

const phases = (...args: Parameters<typeof tilesOf>) => tilesOf(...args).map((tile) => tile.phase)

describe('tilesOf', () => {
  it('gives each picture its own seed and waits in words', () => {
    const tiles = tilesOf(jobRecord())
    expect(tiles.map((tile) => tile.seed)).toEqual(['41', '42'])
    expect(tiles.map(tileWords)).toEqual(['Matched, waiting its turn', 'Matched, waiting its turn'])
    expect(tiles.every(isMoving)).toBe(true)
  })

  it('shows what the render says, beside what is stored', () => {
    const record = jobRecord({ images: [image(0)] })
    const tiles = tilesOf(record, { 1: { phase: 'rendering', step: 7, of: 20 } })
    expect(tiles.map(tileWords)).toEqual(['Delivered', 'Step 7 of 20'])
  })

  it('does not call a picture delivered before it is stored here', () => {
    const tiles = tilesOf(jobRecord(), { 0: { phase: 'delivered', step: 8, of: 8 } })
    expect(tiles.map(tileWords)).toEqual(['Opening the seal', 'Matched, waiting its turn'])
  })

  it('keeps delivered pictures of a stopped job', () => {
    const record = jobRecord({
      images: [image(0)],
      cancelled: true,
      shares: [shareRecord({ line: line(110_000n, 9) })],
    })
    expect(phases(record)).toEqual(['delivered', 'stopped'])
  })

  it('says stopping until the worker has answered', () => {
    expect(phases(jobRecord({ cancelled: true }))).toEqual(['stopping', 'stopping'])
  })

  it('looks for another worker after a fault, and follows the new share', () => {
    const faulty = shareRecord({ fault: 'accept-late' })
    expect(phases(jobRecord({ shares: [faulty] }))).toEqual(['waiting', 'waiting'])
    expect(phases(jobRecord({ shares: [faulty, shareRecord({ seq: 1, attempt: 1 })] }))).toEqual([
      'matched',
      'matched',
    ])
  })

  it('carries the code of a failure', () => {
    const [tile] = tilesOf(jobRecord({ shares: [], failed: 'no-workers' }))
    expect(tile).toMatchObject({ phase: 'failed', code: 'no-workers' })
  })
})
