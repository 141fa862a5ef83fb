import type { ModelManifest } from '@supernet/sdk/schema'
import { describe, expect, it } from 'vitest'
import { stickerFolder } from '../testing/models.ts'
import { readManifest } from './layout.ts'
import { renderTableOf } from './renderTable.ts'

describe('render table by the rule of multiply-accumulates', async () => {
  const sticker = await readManifest(stickerFolder)

  it('gives the base job 43,200 ms', () => {
    const sdxl: ModelManifest = {
      ...sticker,
      sizes: [{ width: 1024, height: 1024 }],
      macs: { step: 5_977_520_000_000, fixed: 0 },
    }
    const { fixedMs, stepMicro } = renderTableOf(sdxl)
    expect(fixedMs).toBe(0)
    expect(20 * stepMicro).toBe(43_200 * 1e6)
  })

  it('charges the embedded model a tenth of a Spark at any number of steps', () => {
    const table = renderTableOf(sticker)
    expect(table).toMatchObject({ minMs: 4_320, maxSteps: 100, maxCount: 512 })
    expect(table.fixedMs + (100 * table.stepMicro) / 1e6).toBeLessThan(table.minMs)
  })

  it('orders the sizes and scales steps with the pixels', () => {
    const sizes = [512, 256, 1024].map((side) => ({ width: side, height: side }))
    expect(renderTableOf({ ...sticker, sizes }).pixels).toEqual([
      { pixels: 65_536, bps: 2_500 },
      { pixels: 262_144, bps: 10_000 },
      { pixels: 1_048_576, bps: 40_000 },
    ])
  })
})
