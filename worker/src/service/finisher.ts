import { Worker } from 'node:worker_threads'
import { BaseError } from '@supernet/sdk/errors'
import type { FinishedImage, RawImage } from '../core/finishImage.ts'

/** Finishes images; a thread of its own, so that hashing and compressing cost the render no time. */
export interface Finisher {
  /** Takes over the buffers of `raw`: do not use them afterwards. */
  finish(raw: RawImage): Promise<FinishedImage>
  close(): Promise<void>
}

export interface FinishRequest {
  id: number
  raw: RawImage
}

export type FinishAnswer = { id: number; finished: FinishedImage } | { id: number; fault: string }

interface Waiting {
  resolve(finished: FinishedImage): void
  reject(error: Error): void
}

/** The thread is started at once and again after it died; what it had in hand then fails. */
export const createFinisher = (): Finisher => {
  const waiting = new Map<number, Waiting>()
  let next = 0
  let closed = false

  const start = () => {
    const thread = new Worker(new URL('./finishThread.ts', import.meta.url))
    thread.unref()
    thread.on('message', (answer: FinishAnswer) => {
      const promise = waiting.get(answer.id)
      waiting.delete(answer.id)
      if ('finished' in answer) promise?.resolve(answer.finished)
      else promise?.reject(new BaseError('render-failed', { details: answer.fault }))
    })
    thread.on('error', (cause) => {
      for (const { reject } of waiting.values()) reject(new BaseError('render-failed', { cause }))
      waiting.clear()
      if (!closed) current = start()
    })
    return thread
  }
  let current = start()

  return {
    finish(raw) {
      const id = next++
      const request: FinishRequest = { id, raw }
      const buffers = [raw.latents.buffer, raw.picture?.data.buffer].filter(
        (buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer,
      )
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        current.postMessage(request, buffers)
      })
    },
    async close() {
      closed = true
      await current.terminate()
    },
  }
}
