import type { ModelFolder } from './layout.ts'
import { renderTableOf } from './renderTable.ts'

/** What a curator registers for a folder, in the form of the registry's ABI. */
export const modelSpecOf = (
  { manifest, contentRoot }: ModelFolder,
  { uri, royaltyBps, classId }: { uri: string; royaltyBps: number; classId: `0x${string}` },
) => {
  const { pixels, stepMicro, ...table } = renderTableOf(manifest)
  return {
    name: manifest.name,
    contentRoot,
    uri,
    classId,
    royaltyBps,
    table: { ...table, stepMicro: BigInt(stepMicro), points: pixels },
  }
}
