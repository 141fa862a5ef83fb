import {
  type Abi,
  type Address,
  createPublicClient,
  custom,
  decodeFunctionData,
  encodeFunctionResult,
  type Hex,
  type PublicClient,
  toFunctionSelector,
  zeroHash,
} from 'viem'
import { renderLedgerAbi, renderPricingAbi, workerRegistryAbi } from '../../abi/index.ts'
import { isUsable, type NumberWindow, use } from '../../protocol/numbers.ts'

export interface FakeSession {
  owner: Address
  currency: number
  state: number
  balance: bigint
  window: NumberWindow
  expiry: number
  requested?: bigint
}

export interface FakeWorkerRow {
  workerId: Hex
  owner: Address
  operator: Address
  fast: boolean
  jailed: boolean
  minSeq: number
}

export const UNIT_SPARK = 100_000

/** The few facts that a client reads from the chain, over viem's own encoding. */
export function fakeChain() {
  const sessions = new Map<Address, FakeSession>()
  const workers = new Map<Address, FakeWorkerRow>()
  const state = { away: false }
  const now = () => Math.floor(Date.now() / 1000)

  const session = (key: Address) => sessions.get(key)
  const answers: Record<string, (...args: never[]) => unknown> = {
    session: (key: Address) => {
      const row = session(key)
      return {
        owner: row?.owner ?? '0x0000000000000000000000000000000000000000',
        currency: row?.currency ?? 0,
        state: row?.state ?? 0,
        balance: row?.balance ?? 0n,
        base: row?.window.base ?? 0,
        window: row?.window.bits ?? 0n,
        discountBps: 0,
        expiry: row?.expiry ?? 0,
        requested: row?.requested ?? 0n,
        unlockAt: 0,
      }
    },
    isUsed: (key: Address, seq: number) => {
      const row = session(key)
      return row !== undefined && !isUsable(row.window, seq)
    },
    unitCost: () => [4_320, UNIT_SPARK, 10_000_000, 500_000_000_000_000n],
    workerOf: (operator: Address) => workers.get(operator)?.workerId ?? zeroHash,
    worker: (workerId: Hex) => {
      const row = [...workers.values()].find((candidate) => candidate.workerId === workerId)
      return { ...row, payout: row?.owner }
    },
  }

  const call = (data: Hex): Hex => {
    const abi = [renderLedgerAbi, renderPricingAbi, workerRegistryAbi].find((candidate: Abi) =>
      candidate.some(
        (item) =>
          item.type === 'function' &&
          item.name in answers &&
          // `worker` exists in ledger and registry: told apart by selector.
          toFunctionSelector(item) === data.slice(0, 10),
      ),
    ) as Abi
    const { functionName, args = [] } = decodeFunctionData({ abi, data })
    const result = answers[functionName]?.(...(args as never[]))
    return encodeFunctionResult({ abi, functionName, result } as never)
  }

  const client = createPublicClient({
    transport: custom({
      request: async ({ method, params }) => {
        if (state.away) throw new Error('chain away')
        if (method === 'eth_call') return call(params[0].data)
        if (method === 'eth_getBlockByNumber')
          return { number: '0x1', timestamp: `0x${now().toString(16)}`, transactions: [] }
        throw new Error(`unexpected ${method}`)
      },
    }),
  }) as PublicClient

  return {
    client,
    sessions,
    workers,
    state,
    now,
    /** What a settlement does to the number. */
    useNumber: (key: Address, seq: number) => {
      const row = session(key)
      if (row !== undefined) row.window = use(row.window, seq)
    },
  }
}

export type FakeChain = ReturnType<typeof fakeChain>
