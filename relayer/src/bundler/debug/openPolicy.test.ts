import { describe, expect, it } from 'vitest'
import { openPolicy } from './openPolicy.ts'

const chain = (chainId: number, rpcUrl: string) => openPolicy({ chainId, rpcUrl })

describe('a bundler that is open to anybody', () => {
  it('is one of a local chain', () => {
    for (const rpcUrl of ['http://127.0.0.1:8545', 'http://localhost:8545', 'http://[::1]:8545'])
      for (const chainId of [1_337, 31_337]) expect(chain(chainId, rpcUrl).bundleSize).toBe(1)
  })

  it('is refused on any other chain, and on another machine', () => {
    for (const [chainId, rpcUrl] of [
      [8_453, 'http://127.0.0.1:8545'],
      [84_532, 'http://localhost:8545'],
      [1, 'http://127.0.0.1:8545'],
      [31_337, 'https://rpc.example.org'],
      [31_337, 'http://127.0.0.1.example.org'],
    ] as const)
      expect(() => chain(chainId, rpcUrl)).toThrow('BUNDLER_OPEN is for a local chain')
  })
})
