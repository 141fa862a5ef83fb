import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import getPort from 'get-port'
import { expect, test } from 'vitest'
import { createAnvil } from './anvil.ts'
import { rpc } from './rpc.ts'
import { until } from './until.ts'

const DAY = 86_400

// A chain that came back after a kill dated its next blocks by the wall: bookkeeping on chain that had seen later ones
// panicked.
test('a chain that was warped keeps its time when it is killed', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'anvil-'))
  const host = { logDir: join(dataDir, 'logs'), runDir: join(dataDir, 'run'), log: () => undefined }
  const anvil = createAnvil(host, dataDir, await getPort())
  const head = async () => {
    const block = await rpc<{ number: string; timestamp: string }>(anvil.rpcUrl, 'eth_getBlockByNumber', [
      'latest',
      false,
    ])
    return { number: Number(block.number), time: Number(block.timestamp) }
  }
  try {
    await anvil.start()
    await rpc(anvil.rpcUrl, 'evm_increaseTime', [DAY])
    await rpc(anvil.rpcUrl, 'evm_mine')
    await anvil.snapshot()
    const before = await head()
    anvil.kill()
    const after = await until(
      async () => {
        const now = await head()
        return now.number > before.number + 1 && now
      },
      { what: 'New blocks', timeoutMs: 20_000 },
    )
    expect(after.time).toBeGreaterThan(before.time)
    expect(after.time).toBeLessThan(before.time + 600)
  } finally {
    await anvil.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
})
