/** `npm run worker:settle`: takes finished work from the journal to the ledger, without relayer and without clients. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { renderLedgerAbi } from '@supernet/sdk/abi'
import { createChainClock, encodeTicketBatch, ledgerDomain, signReceipt } from '@supernet/sdk/protocol'
import { parseEventLogs, zeroHash } from 'viem'
import { createChain } from '../adapters/chain.ts'
import { loadNetwork } from '../config.ts'
import { claimsOf, isClaimable } from '../core/exit.ts'
import { lastReceiptOf } from '../core/receipt.ts'
import { seqOf } from '../core/share.ts'
import { openDatabase } from '../journal/database.ts'
import { createJournal } from '../journal/journal.ts'
import { createSecrets, loadJournalKey } from '../journal/secrets.ts'
import { accountFrom, connect, printJson, runCommand } from './context.ts'

const USAGE =
  'npm run worker:settle -- --data <worker data folder> --operator <key file> [--network .data/network.json] [--payer <key file>] [--finish]'

/** Tickets in one transaction: far below the gas limit of a transaction, whatever the sessions. */
const TICKETS = 100

/** End of the 32-bit times that a ticket can state. */
const LATEST = 2 ** 32

await runCommand(USAGE, async () => {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: '.data/worker1' },
      network: { type: 'string', default: '.data/network.json' },
      operator: { type: 'string', default: '.data/keys/worker1Operator.key' },
      payer: { type: 'string', default: '.data/keys/worker1Owner.key' },
      finish: { type: 'boolean', default: false },
    },
  })
  const network = await loadNetwork(values.network)
  const operator = accountFrom(values.operator)
  const chain = createChain(network)
  const clock = createChainClock(Date.now)
  clock.observe(await chain.timestamp())
  const database = openDatabase(join(values.data, 'journal.sqlite'))
  const secrets = createSecrets(loadJournalKey(join(values.data, 'journal.key')))
  const journal = createJournal(database, secrets)

  if (values.finish) {
    const domain = ledgerDomain(network.chainId, network.contracts.renderLedger)
    for (const record of journal.unfinished().filter((each) => each.delivered.length > 0)) {
      const elapsedMs = record.newest?.receipt.elapsedMs ?? 0
      const receipt = lastReceiptOf(record, { partial: [], classId: zeroHash, elapsedMs, now: clock.now() })
      journal.deliver([], receipt, await signReceipt(operator, domain, receipt))
    }
  }

  const unsettled = []
  for (const record of journal.open(clock.now(), LATEST).filter(isClaimable)) {
    if (!(await chain.isUsed(record.signed.session, seqOf(record)))) unsettled.push(record)
  }
  const ledger = { address: network.contracts.renderLedger, abi: renderLedgerAbi } as const
  const { reader, send } = connect(network, accountFrom(values.payer))
  const accrued = async () =>
    (await reader.readContract({ ...ledger, functionName: 'worker', args: [operator.address] })).accrued
  const before = await accrued()
  const transactions = []
  let skipped = 0
  for (const claims of claimsOf(unsettled, TICKETS)) {
    const receipt = await send({
      ...ledger,
      functionName: 'settleTickets',
      args: [encodeTicketBatch(claims)],
    })
    skipped += parseEventLogs({ abi: renderLedgerAbi, logs: receipt.logs, eventName: 'LineSkipped' }).length
    transactions.push({ tx: receipt.transactionHash, tickets: claims.length, gas: receipt.gasUsed })
  }
  database.close()
  const settled = unsettled.length - skipped
  printJson({ shares: unsettled.length, settled, skipped, earned: (await accrued()) - before, transactions })
})
