/** The thread behind finisher.ts. */
import { parentPort } from 'node:worker_threads'
import { finishImage } from '../core/finishImage.ts'
import type { FinishAnswer, FinishRequest } from './finisher.ts'

parentPort?.on('message', ({ id, raw }: FinishRequest) => {
  const answer = (message: FinishAnswer) => parentPort?.postMessage(message)
  finishImage(raw).then(
    (finished) => answer({ id, finished }),
    (error: unknown) => answer({ id, fault: String(error) }),
  )
})
