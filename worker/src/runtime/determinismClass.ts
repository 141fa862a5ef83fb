import { keccak256, stringToBytes } from 'viem'
import type { Device } from './devices.ts'
import { instructionSet } from './instructionSet.ts'
import { OPTIMIZATION_LEVEL, runtimeVersion } from './session.ts'

/**
 * Results may be compared by hash within one class only: same files, same runtime at the same version and level, same
 * kind of processor. Threads and batch sizes do not matter.
 */
export const determinismClass = (contentRoot: `0x${string}`, device: Device): `0x${string}` => {
  const processor = device === 'cpu' ? instructionSet() : device
  const parts = [
    'supernet/class/v1',
    contentRoot,
    'onnxruntime-node',
    runtimeVersion,
    OPTIMIZATION_LEVEL,
    processor,
  ]
  return keccak256(stringToBytes(parts.join('|')))
}
