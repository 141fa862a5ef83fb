import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ledgerDomain, sealResult, signReceipt } from '@supernet/sdk/protocol'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import type { FinishedImage } from '../../worker/src/core/finishImage.ts'
import { type ImageWork, renderImages } from '../../worker/src/core/renderImages.ts'
import { loadPipeline } from '../../worker/src/pipelines/registry.ts'
import { createRuntime, type Runtime, runtimeVersion } from '../../worker/src/runtime/session.ts'
import { createFinisher } from '../../worker/src/service/finisher.ts'

const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '16' },
    steps: { type: 'string', default: '50' },
    batch: { type: 'string', default: '4' },
    threads: { type: 'string', default: '1' },
    repeats: { type: 'string', default: '5' },
    max: { type: 'string', default: '0.03' },
  },
})

const folder = fileURLToPath(new URL('../../worker/models/sticker', import.meta.url))
const jobId = `0x${'5e'.repeat(32)}` as const
const zero = `0x${'00'.repeat(32)}` as const

/** The runtime with a clock around every call of a graph. */
const timed = (runtime: Runtime, spent: { ms: number; runs: number }): Runtime => ({
  device: runtime.device,
  async open(file) {
    const session = await runtime.open(file)
    return {
      ...session,
      async run(feeds) {
        const start = performance.now()
        const outputs = await session.run(feeds)
        spent.ms += performance.now() - start
        spent.runs += 1
        return outputs
      },
    }
  },
})

const work: ImageWork = {
  jobId,
  order: { width: 128, height: 128, steps: Number(values.steps) },
  body: { prompt: 'a red apple', negativePrompt: '', seed: '1', guidanceScale: 3, previews: false },
  images: Array.from({ length: Number(values.images) }, (_, i) => i),
  batch: Number(values.batch),
}

const spent = { ms: 0, runs: 0 }
const runtime = timed(createRuntime({ device: 'cpu', threads: Number(values.threads) }), spent)
const pipeline = await loadPipeline(folder, runtime)
const finisher = createFinisher()

/** Everything a worker does between an opened order and encoded pictures: noise, guidance, sampler, commitments, PNG. */
const renderAll = async (asked: ImageWork) => {
  const finished: Promise<FinishedImage>[] = []
  for await (const event of renderImages(pipeline, asked, finisher.finish)) {
    if (event.type === 'image') finished.push(event.finished)
  }
  return (await Promise.all(finished)).flatMap(({ picture }) => (picture ? [picture.png] : []))
}

const median = (samples: number[]) => samples.sort((a, b) => a - b)[Math.floor(samples.length / 2)] ?? 0

const timeEach = async (times: number, action: () => Promise<unknown>) => {
  const samples: number[] = []
  for (let i = 0; i < times; i++) {
    const start = performance.now()
    await action()
    samples.push(performance.now() - start)
  }
  return median(samples)
}

await renderAll({ ...work, images: work.images.slice(0, 4) })

const overheads: number[] = []
const totals: number[] = []
let pictures: Uint8Array[] = []
for (let repeat = 0; repeat < Number(values.repeats); repeat++) {
  spent.ms = 0
  const start = performance.now()
  pictures = await renderAll(work)
  const total = performance.now() - start
  overheads.push(total / spent.ms - 1)
  totals.push(total)
}
await pipeline.close()
await finisher.close()

const picture = pictures[0] ?? new Uint8Array(0)
const key = crypto.getRandomValues(new Uint8Array(32))
const sealMs = await timeEach(50, () =>
  sealResult(key, { jobId, share: 0, image: 0, kind: 'image' }, picture),
)

const signer = privateKeyToAccount(generatePrivateKey())
const domain = ledgerDomain(31_337, signer.address)
const signMs = await timeEach(50, () =>
  signReceipt(signer, domain, {
    ticket: jobId,
    share: 0,
    paramsCommit: zero,
    classId: zero,
    resultRoot: zero,
    traceRoot: zero,
    images: 16,
    steps: 800,
    elapsedMs: 1,
    completedAt: 1,
    last: true,
  }),
)

const overhead = median(overheads)
const round = (value: number, digits: number) => Number(value.toFixed(digits))
process.stdout.write(
  `${JSON.stringify({
    overhead: round(overhead, 4),
    seal_ms: round(sealMs, 3),
    sign_ms: round(signMs, 3),
    image_ms: round(median(totals) / work.images.length, 2),
    images: work.images.length,
    steps: work.order.steps,
    batch: work.batch,
    threads: Number(values.threads),
    repeats: overheads.length,
    overheads: overheads.map((value) => round(value, 4)),
    png_bytes: picture.length,
    runtime: `onnxruntime-node ${runtimeVersion}`,
    cpu: cpus()[0]?.model ?? 'unknown',
  })}\n`,
)
process.exitCode = overhead <= Number(values.max) ? 0 : 1
