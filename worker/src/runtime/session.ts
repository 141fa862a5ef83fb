import * as ort from 'onnxruntime-node'
import { unreadableGraph } from '../errors.ts'
import { type Device, providersOf } from './devices.ts'
import type { Tensor } from './tensor.ts'

/** One loaded graph. */
export interface Session {
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor<'float32'>>>>
  close(): Promise<void>
}

/** What opens graphs. A value, so that a bench can time it and a test can count its runs. */
export interface Runtime {
  readonly device: Device
  open(file: string): Promise<Session>
}

export interface RuntimeOptions {
  device: Device
  /** Threads inside one operator; 0 leaves it to the runtime. The bits do not depend on it. */
  threads: number
  /** Write a profile of every operator beside this prefix when a session closes. */
  profile?: string
}

export const runtimeVersion: string = ort.env.versions.node ?? ort.env.versions.common

/**
 * The level changes the bits of convolutions, and `all` depends on the instruction set: it is pinned, and it is
 * part of the determinism class.
 */
export const OPTIMIZATION_LEVEL = 'basic'

/** Profiles count operators as the graph states them: unfused, with their weights still visible. */
const profiled = (prefix: string, file: string): ort.InferenceSession.SessionOptions => ({
  graphOptimizationLevel: 'disabled',
  enableProfiling: true,
  profileFilePrefix: `${prefix}${file.split('/').at(-2) ?? 'graph'}`,
  extra: { session: { disable_prepacking: '1' } },
})

export const createRuntime = ({ device, threads, profile }: RuntimeOptions): Runtime => ({
  device,
  async open(file) {
    const options: ort.InferenceSession.SessionOptions = {
      executionProviders: [...providersOf(device)],
      executionMode: 'sequential',
      graphOptimizationLevel: OPTIMIZATION_LEVEL,
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      ...(profile === undefined ? {} : profiled(profile, file)),
    }
    const session = await ort.InferenceSession.create(file, options).catch((cause: unknown) => {
      throw unreadableGraph({ file }, cause)
    })
    return wrap(session, profile !== undefined)
  },
})

const wrap = (session: ort.InferenceSession, profile: boolean): Session => ({
  inputs: session.inputNames,
  outputs: session.outputNames,
  async run(feeds) {
    const inputs: Record<string, ort.Tensor> = {}
    for (const [name, tensor] of Object.entries(feeds)) {
      inputs[name] = new ort.Tensor(tensor.type, tensor.data, tensor.dims)
    }
    const outputs: Record<string, Tensor<'float32'>> = {}
    for (const [name, { data, dims, type }] of Object.entries(await session.run(inputs))) {
      if (data instanceof Float32Array) outputs[name] = { type: 'float32', data, dims }
      else throw new TypeError(`output ${name} is ${type}, not float32`)
    }
    return outputs
  },
  async close() {
    if (profile) session.endProfiling()
    await session.release()
  },
})
