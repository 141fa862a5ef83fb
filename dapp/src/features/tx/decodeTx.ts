import {
  fiatMinterAbi,
  promoIssuerAbi,
  renderLedgerAbi,
  rewardStreamAbi,
  sogniTokenAbi,
  sparkPointsAbi,
  sparkSaleAbi,
  treasuryAbi,
  vestingVaultAbi,
} from '@supernet/sdk/abi'
import {
  decodeJobs,
  decodeModels,
  decodeOperators,
  type SettledJobLine,
  skipReason,
} from '@supernet/sdk/protocol'
import { type Address, type Log, parseEventLogs } from 'viem'

export interface SkippedLine {
  readonly session: Address
  readonly seq: number
  readonly code: string
}

export interface DecodedTx {
  readonly sparkRate: bigint | undefined
  readonly lines: readonly SettledJobLine[]
  readonly skipped: readonly SkippedLine[]
  /** Everything else that the contracts said, by name. */
  readonly others: readonly { readonly name: string; readonly args: readonly [string, string][] }[]
}

const SETTLEMENT = new Set(['BatchSettled', 'SessionSettled', 'LineSkipped'])
const abi = [
  ...renderLedgerAbi,
  ...sparkPointsAbi,
  ...sogniTokenAbi,
  ...sparkSaleAbi,
  ...treasuryAbi,
  ...fiatMinterAbi,
  ...promoIssuerAbi,
  ...rewardStreamAbi,
  ...vestingVaultAbi,
]

/** What a transaction's events say. A batch's tables come first; its sessions refer to them. */
export function decodeTx(logs: readonly Log[]): DecodedTx {
  const events = parseEventLogs({ abi, logs: [...logs] })
  let models: number[] = []
  let operators: Address[] = []
  let sparkRate: bigint | undefined
  const lines: SettledJobLine[] = []
  const skipped: SkippedLine[] = []
  for (const event of events) {
    if (event.eventName === 'BatchSettled') {
      models = decodeModels(event.args.models)
      operators = decodeOperators(event.args.operators)
      sparkRate = event.args.sparkRate
    } else if (event.eventName === 'SessionSettled') {
      const { key, seq0, jobs } = event.args
      lines.push(...decodeJobs({ session: key, seq0, jobs, models, operators }))
    } else if (event.eventName === 'LineSkipped') {
      const { key, seq, reason } = event.args
      skipped.push({ session: key, seq, code: skipReason(reason) })
    }
  }
  const isSkipped = (line: SettledJobLine) =>
    skipped.some(({ session, seq }) => session === line.session && seq === line.seq)
  const others = events
    .filter(({ eventName }) => !SETTLEMENT.has(eventName))
    .map(({ eventName, args }) => ({ name: eventName, args: textArgs(args) }))
  return { sparkRate, lines: lines.filter((line) => !isSkipped(line)), skipped, others }
}

const textArgs = (args: object): [string, string][] =>
  Object.entries(args).map(([name, value]) => [name, String(value)])
