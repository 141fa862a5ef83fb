import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'

export const PORT_NAMES = ['relayer', 'faucet', 'rpc', 'postgres'] as const
export type PortName = (typeof PORT_NAMES)[number]
export type Ports = Readonly<Record<PortName, number>>

/** Where the local network listens when nobody else does. */
export const DEFAULT_PORTS: Ports = { relayer: 4180, faucet: 4181, rpc: 4182, postgres: 4183 }

/**
 * The wanted ports, each moved where it is taken and said in words: a browser keeps pictures and keys by origin, so the
 * usual one is tried first at every start. A network on any ports keeps those of its last run, where they are free.
 */
export async function choosePorts(
  dataDir: string,
  wanted: Ports | 'auto',
  log: (line: string) => void,
): Promise<Ports> {
  const path = join(dataDir, 'ports.json')
  const preferred: Partial<Ports> =
    wanted !== 'auto' ? wanted : existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  const chosen: Partial<Record<PortName, number>> = {}
  for (const name of PORT_NAMES) {
    const usual = preferred[name]
    const port = (usual !== undefined && (await listen(usual))) || (await anyPort(Object.values(chosen)))
    if (usual !== undefined && port !== usual) {
      log(`Port ${usual} (${name}) is taken by another program: using ${port} instead.`)
    }
    chosen[name] = port
  }
  const ports = chosen as Ports
  writeFileSync(path, `${JSON.stringify(ports)}\n`)
  return ports
}

/** The port, had it been free to listen on; 0 asks for any. */
async function listen(port: number): Promise<number | undefined> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const { port: got } = server.address() as AddressInfo
      server.close(() => resolve(got))
    })
  })
}

async function anyPort(except: readonly number[]): Promise<number> {
  for (;;) {
    const port = await listen(0)
    if (port !== undefined && !except.includes(port)) return port
  }
}
