import { renderLedgerAbi } from '@supernet/sdk/abi'
import type { Network } from '@supernet/sdk/schema'
import { type Address, formatUnits } from 'viem'
import type { LocalChain } from '../../deploy/local/clients.ts'
import type { Keyring } from '../../deploy/local/keys.ts'
import type { SettledShare } from './renderJob.ts'

const SPARK_UNIT = 1_000_000n

/** What the settlements of a job moved, in ledger units. */
export type Books = {
  debitSpark: bigint
  /** SOGNI units per Spark. */
  sparkRate: bigint
  workerSogni: bigint
  royaltySogni: bigint
  treasurySogni: bigint
  gas: bigint
}

type Snapshot = { balance: bigint; worker: bigint; royalty: bigint; treasury: bigint; sparkRate: bigint }

/** Compares the ledger before and after every block that settled a line. */
export async function readBooks(
  { reader }: LocalChain,
  { contracts }: Network,
  session: Address,
  settled: readonly SettledShare[],
): Promise<Books> {
  const ledger = { address: contracts.renderLedger, abi: renderLedgerAbi } as const
  const operators = [...new Set(settled.map(({ line }) => line.operator))]
  const models = [...new Set(settled.map(({ line }) => line.model))]

  async function at(block: number): Promise<Snapshot> {
    const blockNumber = BigInt(block)
    const read = { ...ledger, blockNumber }
    const [{ balance }, workers, rows, { treasury, sparkRate }] = await Promise.all([
      reader.readContract({ ...read, functionName: 'session', args: [session] }),
      Promise.all(
        operators.map((operator) =>
          reader.readContract({ ...read, functionName: 'worker', args: [operator] }),
        ),
      ),
      Promise.all(
        models.map((model) => reader.readContract({ ...read, functionName: 'model', args: [model] })),
      ),
      reader.readContract({ ...read, functionName: 'global' }),
    ])
    const sum = (values: bigint[]) => values.reduce((total, value) => total + value, 0n)
    const worker = sum(workers.map(({ accrued }) => accrued))
    return { balance, worker, royalty: sum(rows.map(({ royalty }) => royalty)), treasury, sparkRate }
  }

  const books: Books = {
    debitSpark: 0n,
    sparkRate: 0n,
    workerSogni: 0n,
    royaltySogni: 0n,
    treasurySogni: 0n,
    gas: 0n,
  }
  for (const block of new Set(settled.map((share) => share.block))) {
    const [before, after] = await Promise.all([at(block - 1), at(block)])
    books.debitSpark += before.balance - after.balance
    books.workerSogni += after.worker - before.worker
    books.royaltySogni += after.royalty - before.royalty
    books.treasurySogni += after.treasury - before.treasury
    books.sparkRate = after.sparkRate
  }
  for (const hash of new Set(settled.map(({ tx }) => tx))) {
    books.gas += (await reader.getTransactionReceipt({ hash })).gasUsed
  }
  return books
}

/** Why these books are wrong, if they are: every amount above zero, and the split is what was debited. */
export function faultsOf(books: Books, settled: readonly SettledShare[]): string[] {
  const faults = Object.entries(books)
    .filter(([, value]) => value <= 0n)
    .map(([name, value]) => `${name} is ${value}`)
  const amounts = settled.map(({ line }) => line.amount)
  const charged = amounts.reduce((sum, amount) => sum + amount, 0n)
  if (charged !== books.debitSpark)
    faults.push(`the lines say ${charged}, the session paid ${books.debitSpark}`)
  const paidIn = amounts.reduce((sum, amount) => sum + (amount * books.sparkRate) / SPARK_UNIT, 0n)
  const paidOut = books.workerSogni + books.royaltySogni + books.treasurySogni
  if (paidIn !== paidOut)
    faults.push(`the debit is worth ${paidIn} SOGNI units, the split adds up to ${paidOut}`)
  return faults
}

/** Burns what was spent, as anybody may, unless the relayer's keeper was faster; answers the Spark units burned so far. */
export async function burnSpent(
  { send, reader }: LocalChain,
  { contracts, deployBlock }: Network,
  keys: Keyring,
): Promise<bigint> {
  const account = keys.account('faucet')
  const ledger = { address: contracts.renderLedger, abi: renderLedgerAbi } as const
  await send({ ...ledger, account, functionName: 'flushBurn', args: [] }).catch((error: unknown) => {
    if (!String(error).includes('RenderLedgerNothingToClaim')) throw error
  })
  const fromBlock = BigInt(deployBlock)
  const events = await reader.getContractEvents({ ...ledger, eventName: 'SparkBurned', fromBlock })
  return events.reduce((sum, { args: { purchased = 0n } }) => sum + purchased, 0n)
}

export const sparkOf = (units: bigint): number => Number(formatUnits(units, 6))
export const sogniOf = (units: bigint): number => Number(formatUnits(units, 9))
