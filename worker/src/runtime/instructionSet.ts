import { readFileSync } from 'node:fs'

/** Widest vector instructions first: the runtime picks its kernels by them, and other kernels round otherwise. */
const X64 = ['avx512f', 'avx2', 'avx'] as const

const cpuFlags = (): ReadonlySet<string> => {
  try {
    const line = readFileSync('/proc/cpuinfo', 'utf8').match(/^flags\s*:(.*)$/m)?.[1]
    return new Set(line?.trim().split(/\s+/))
  } catch {
    return new Set()
  }
}

/** Name of the CPU's kernel family, as part of a determinism class. */
export const instructionSet = (
  arch: string = process.arch,
  flags: ReadonlySet<string> = cpuFlags(),
): string => (arch === 'x64' ? `x64-${X64.find((flag) => flags.has(flag)) ?? 'base'}` : arch)
