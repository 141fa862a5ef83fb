import { renderLedgerAbi } from '@supernet/sdk/abi'
import { getSession } from '@supernet/sdk/actions'
import { type LineSplit, type SettledJobLine, splitLine, splitWorker } from '@supernet/sdk/protocol'
import type { Currency } from '@supernet/sdk/schema'
import type { Services } from '../../lib/services.ts'
import type { DecodedTx } from './decodeTx.ts'

export interface PaidLine {
  readonly line: SettledJobLine
  readonly currency: Currency
  readonly split: LineSplit
}

export interface TxSplit {
  readonly lines: readonly PaidLine[]
  readonly debitSpark: bigint
  readonly debitSogni: bigint
  readonly worker: bigint
  readonly royalty: bigint
  readonly treasury: bigint
}

/** Who got what of a settlement: the ledger's own arithmetic over its lines, with the rows it is based on. */
export async function splitOf({ chain: open, network }: Services, tx: DecodedTx): Promise<TxSplit> {
  const chain = await open()
  const ledger = { abi: renderLedgerAbi, address: network.contracts.renderLedger } as const
  const unique = <T>(values: readonly T[]) => [...new Set(values)]
  const table = async <K, V>(keys: readonly K[], read: (key: K) => Promise<V>) =>
    new Map(await Promise.all(unique(keys).map(async (key) => [key, await read(key)] as const)))
  const [sessions, models, takes] = await Promise.all([
    table(
      tx.lines.map((line) => line.session),
      (key) => getSession(chain, { ledger: ledger.address, key }),
    ),
    table(
      tx.lines.map((line) => line.model),
      (id) => chain.readContract({ ...ledger, functionName: 'model', args: [id] }),
    ),
    table(
      tx.lines.map((line) => line.operator),
      async (operator) =>
        (await chain.readContract({ ...ledger, functionName: 'worker', args: [operator] })).takeBps,
    ),
  ])
  const lines = tx.lines.map((line): PaidLine => {
    const session = sessions.get(line.session)
    const currency = session?.currency ?? 'spark'
    const terms = {
      amount: line.amount,
      currency,
      discountBps: session?.discountBps ?? 0,
      royaltyBps: models.get(line.model)?.royaltyBps ?? 0,
    }
    return { line, currency, split: splitLine(terms, tx.sparkRate ?? 0n) }
  })
  const workers = [...takes].map(([operator, takeBps]) =>
    splitWorker(
      lines.filter(({ line }) => line.operator === operator).map(({ split }) => split),
      takeBps,
    ),
  )
  const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n)
  const debits = (inSogni: boolean) =>
    sum(lines.filter(({ currency }) => (currency === 'sogni') === inSogni).map(({ split }) => split.debit))
  return {
    lines,
    debitSpark: debits(false),
    debitSogni: debits(true),
    worker: sum(workers.map((worker) => worker.worker)),
    royalty: sum(workers.map((worker) => worker.royalty)),
    treasury: sum(workers.map((worker) => worker.treasury)),
  }
}
