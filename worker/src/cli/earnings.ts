/** `npm run worker:earnings`: what a worker has done and earned, as the ledger counts it. */
import { parseArgs } from 'node:util'
import { renderLedgerAbi, sogniTokenAbi, workerRegistryAbi } from '@supernet/sdk/abi'
import { formatUnits, getAddress } from 'viem'
import { loadNetwork } from '../config.ts'
import { accountFrom, connect, printJson, runCommand } from './context.ts'

/** One ledger unit is 1e9 wei. */
const LEDGER_DECIMALS = 9

await runCommand(
  'npm run worker:earnings -- --operator <key file> [--network .data/network.json]',
  async () => {
    const { values } = parseArgs({
      options: {
        network: { type: 'string', default: '.data/network.json' },
        operator: { type: 'string', default: '.data/keys/worker1Operator.key' },
      },
    })
    const { contracts, ...network } = await loadNetwork(values.network)
    const operator = accountFrom(values.operator)
    const { reader } = connect({ ...network, contracts }, operator)
    const args = [operator.address] as const
    const ledger = { address: contracts.renderLedger, abi: renderLedgerAbi, args } as const
    const registry = { address: contracts.workerRegistry, abi: workerRegistryAbi } as const
    const [row, pending, payout] = await Promise.all([
      reader.readContract({ ...ledger, functionName: 'worker' }),
      reader.readContract({ ...ledger, functionName: 'pendingClaims' }),
      reader.readContract({ ...registry, functionName: 'payoutOf', args }),
    ])
    const token = { address: contracts.sogniToken, abi: sogniTokenAbi } as const
    const paid = await reader.readContract({ ...token, functionName: 'balanceOf', args: [payout] })
    const sogni = (units: bigint) => formatUnits(units, LEDGER_DECIMALS)
    printJson({
      operator: operator.address,
      jobs: row.jobs,
      failures: row.failures,
      ratings: { good: row.good, of: row.rated },
      base_ms: row.baseMs,
      accrued_sogni: sogni(row.accrued),
      pending: [
        { sogni: sogni(pending.amount0), unlock_at: pending.unlockAt0 },
        { sogni: sogni(pending.amount1), unlock_at: pending.unlockAt1 },
      ].filter(({ unlock_at }) => unlock_at !== 0),
      payout: getAddress(payout),
      payout_balance_sogni: formatUnits(paid, 18),
    })
  },
)
