import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { hashRedeliver, redeliverUntil, signRedeliver } from '@supernet/sdk/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Common } from '../common.ts'
import { createTestClient } from '../testing/client.ts'
import { createTestBench } from '../testing/testBench.ts'
import { type RunningWorker, startWorker } from './worker.ts'

type Bench = Awaited<ReturnType<typeof createTestBench>>
type Made = Awaited<ReturnType<ReturnType<typeof createTestClient>['offer']>>

describe('a worker that is asked to deliver again', () => {
  let bench: Bench
  let common: Common & { closeJournal(): void }
  let worker: RunningWorker
  let made: Made
  let names: string[]
  const client = createTestClient()

  /** Starts over what is on the disk, as after a kill, against a relayer that lost every blob. */
  const restart = async () => {
    const disk = bench.copyOfDisk()
    await worker.stop()
    common.closeJournal()
    common = bench.boot(disk)
    bench.relayer.heard.length = 0
    bench.relayer.blobs.clear()
    worker = await startWorker(common)
    return disk
  }

  beforeEach(async () => {
    bench = await createTestBench()
    common = bench.boot()
    worker = await startWorker(common)
    const { certificate } = await bench.relayer.until('hello')
    const { domain } = common
    const asked = { domain, ledger: bench.network.contracts.renderLedger, chainId: bench.network.chainId }
    made = await client.offer({ ...asked, certificate })
    const { resultKey, body, ...message } = made
    bench.relayer.send(message)
    await bench.relayer.until('receipt', ({ signed }) => signed.receipt.last)
    names = [...bench.relayer.blobs.keys()].sort()
  })
  afterEach(async () => {
    await worker.stop()
    common.closeJournal()
    await bench.close()
  })

  const ask = async (change: { at?: number; share?: number } = {}, signer = client.account) => {
    const redeliver = { ticket: made.ticket, share: 0, at: common.clock.now(), ...change }
    const signature = await signRedeliver(signer, common.domain, redeliver)
    bench.relayer.send({ type: 'redeliver', redeliver, signature })
    const id = hashRedeliver(common.domain, redeliver)
    const { code } = await bench.relayer.until('redelivered', (answer) => answer.id === id)
    return code
  }

  it('uploads the same sealed bytes again, before it says so, also after it died', async () => {
    await restart()
    await bench.relayer.until('hello')
    const at = common.clock.now()
    expect(await ask({ at })).toBeUndefined()
    expect([...bench.relayer.blobs.keys()].sort()).toEqual(names)
    bench.relayer.blobs.clear()
    expect(await ask({ at: at - 1 })).toBeUndefined()
    expect([...bench.relayer.blobs.keys()].sort()).toEqual(names)
  })

  it('refuses a stranger, a share it never had, and what is too old, and uploads nothing', async () => {
    bench.relayer.blobs.clear()
    expect(await ask({}, createTestClient().account)).toBe('redelivery-signature')
    expect(await ask({ share: 7 })).toBe('result-lost')
    expect(await ask({ at: common.clock.now() - 24 * 3600 - 1 })).toBe('redelivery-expired')
    expect(await ask({ at: redeliverUntil(made.signed.ticket.redeemBy) + 1 })).toBe('redelivery-late')
    expect(bench.relayer.blobs.size).toBe(0)
  })

  it('says so when its disk lost the pictures', async () => {
    const disk = await restart()
    await bench.relayer.until('hello')
    rmSync(join(disk, 'results'), { recursive: true })
    expect(await ask()).toBe('result-lost')
  })
})
