/** `npm run worker:claim`: asks for what the worker accrued, and collects what the holdback has released. */
import { parseArgs } from 'node:util'
import { renderLedgerAbi } from '@supernet/sdk/abi'
import { createChain } from '../adapters/chain.ts'
import { loadNetwork } from '../config.ts'
import { accountFrom, connect, printJson, runCommand } from './context.ts'

const USAGE =
  'npm run worker:claim -- --operator <key file> --payer <key file of the owner> [--network .data/network.json]   (again after the holdback: 72 h Fast, 7 days Relaxed)'

await runCommand(USAGE, async () => {
  const { values } = parseArgs({
    options: {
      network: { type: 'string', default: '.data/network.json' },
      operator: { type: 'string', default: '.data/keys/worker1Operator.key' },
      payer: { type: 'string', default: '.data/keys/worker1Owner.key' },
    },
  })
  const network = await loadNetwork(values.network)
  const operator = accountFrom(values.operator)
  // The operator key holds no gas money; the worker's owner may ask for it.
  const { reader, send } = connect(network, accountFrom(values.payer))
  const ledger = { address: network.contracts.renderLedger, abi: renderLedgerAbi } as const
  const args = [operator.address] as const
  const pendingNow = () => reader.readContract({ ...ledger, functionName: 'pendingClaims', args })

  const now = await createChain(network).timestamp()
  const before = await pendingNow()
  const due = [before.unlockAt0, before.unlockAt1].some((unlockAt) => unlockAt !== 0 && unlockAt <= now)
  const claimed = due ? await send({ ...ledger, functionName: 'claim', args }) : undefined
  const { accrued } = await reader.readContract({ ...ledger, functionName: 'worker', args })
  const requested = accrued > 0n ? await send({ ...ledger, functionName: 'requestClaim', args }) : undefined
  printJson({
    collected: claimed?.transactionHash ?? null,
    requested: requested ? accrued : 0n,
    request_tx: requested?.transactionHash ?? null,
    pending: await pendingNow(),
  })
})
