import { numberToHex } from 'viem'

/** The part of a chain that measures calls: a head, and what every call costs, in whatever block. */
export const estimates = (gas: () => bigint) => ({
  transport: {},
  request: async ({ method }: { method: string }) =>
    method === 'eth_getBlockByNumber' ? { number: '0x1', timestamp: '0x1' } : numberToHex(gas()),
})
