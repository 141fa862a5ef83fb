import type { JobUpdate } from '@supernet/sdk/client'
import { BaseError } from '@supernet/sdk/errors'
import { afterEach, describe, expect, it } from 'vitest'
import { jobRecord } from '../../testing/jobs.ts'
import { type Renderer, Studio } from './studio.ts'

const { jobId, order, body } = jobRecord()
const price = { type: 'price', jobId } as JobUpdate
const progress = { type: 'progress', seq: 0, phase: 'rendering', image: 0, step: 3, of: 8 } as const

const studios: Studio[] = []
afterEach(() => {
  for (const studio of studios.splice(0)) studio.close()
})

function open(renderer: Partial<Renderer>, channel = 'studio-test') {
  const never = () => {
    throw new Error('not called')
  }
  const studio = new Studio(
    { createJob: never, resume: never, cancel: never, ...renderer },
    new BroadcastChannel(channel),
  )
  studios.push(studio)
  return studio
}

async function* updates(...list: JobUpdate[]) {
  yield* list
}

describe('Studio', () => {
  it('shows a request at once and its progress as it comes', async () => {
    const held = Promise.withResolvers<void>()
    const studio = open({
      async *createJob() {
        yield price
        yield progress
        await held.promise
      },
    })
    const started = studio.start({ order, body })
    expect(studio.snapshot().pending).toHaveLength(1)
    await expect.poll(() => studio.snapshot().live.get(jobId)?.[0]?.step).toBe(3)
    held.resolve()
    await started
    expect(studio.snapshot().pending).toEqual([])
  })

  it('keeps what failed before anything was stored, until it is dismissed', async () => {
    const studio = open({
      async *createJob() {
        yield price
        throw new BaseError('no-workers')
      },
    })
    await studio.start({ order, body })
    const [failed] = studio.snapshot().pending
    expect(failed?.error?.code).toBe('no-workers')
    studio.dismiss(failed?.id ?? -1)
    expect(studio.snapshot().pending).toEqual([])
  })

  it('tries again after a failure that may pass, and not after another', async () => {
    const failures = [new BaseError('network-unreachable'), new BaseError('job-lost')]
    let count = 0
    const studio = open({
      async *resume() {
        yield progress
        throw failures[count++]
      },
    })
    await studio.follow(jobId)
    expect(count).toBe(2)
  })

  it('hands its jobs the signal that ends them when it closes', async () => {
    let heard: AbortSignal | undefined
    const studio = open({
      async *resume(_, { signal }) {
        heard = signal
        yield progress
      },
    })
    await studio.follow(jobId)
    studio.close()
    expect(heard?.aborted).toBe(true)
  })

  it('shows in every tab what the following one sees', async () => {
    const following = open({ resume: () => updates(progress) }, 'two-tabs')
    const watching = open({}, 'two-tabs')
    await following.follow(jobId)
    await expect.poll(() => watching.snapshot().live.get(jobId)?.[0]?.step).toBe(3)
  })

  it('follows a job once, however often it is told to', async () => {
    let count = 0
    const studio = open({
      resume() {
        count += 1
        return updates()
      },
    })
    await Promise.all([studio.follow(jobId), studio.follow(jobId)])
    expect(count).toBe(1)
  })
})
