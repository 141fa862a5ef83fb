import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import getPort from 'get-port'

export interface TestChain {
  readonly rpcUrl: string
  rpc<T = unknown>(method: string, params?: unknown[]): Promise<T>
  mine(blocks?: number): Promise<void>
  stop(): void
}

/** A bare chain that mines only when it is told to, unless `args` say otherwise. */
export async function startAnvil(args: readonly string[] = ['--no-mining']): Promise<TestChain> {
  const cpu = process.arch === 'x64' ? 'amd64' : process.arch
  const binary = createRequire(import.meta.url).resolve(
    `@foundry-rs/anvil-${process.platform}-${cpu}/bin/anvil`,
  )
  const port = await getPort()
  const child: ChildProcess = spawn(
    binary,
    ['--quiet', '--port', String(port), '--chain-id', '31337', '--slots-in-an-epoch', '4', ...args],
    { stdio: 'ignore' },
  )
  const rpcUrl = `http://127.0.0.1:${port}`
  const rpc = async <T>(method: string, params: unknown[] = []): Promise<T> => {
    const response = await fetch(rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    })
    const { result, error } = (await response.json()) as { result: T; error?: { message: string } }
    if (error !== undefined) throw new Error(`${method}: ${error.message}`)
    return result
  }
  for (let turn = 0; turn < 100; turn++) {
    if (await rpc('eth_chainId').catch(() => undefined)) break
    await sleep(50)
  }
  return {
    rpcUrl,
    rpc,
    mine: async (blocks = 1) => {
      for (let i = 0; i < blocks; i++) await rpc('evm_mine')
    },
    stop: () => child.kill('SIGKILL'),
  }
}
