/** `npm run session:exit`: takes a user's money out of the ledger, with the chain alone. Run it again after 48 hours. */
import { parseArgs } from 'node:util'
import { renderLedgerAbi } from '@supernet/sdk/abi'
import { getSession } from '@supernet/sdk/actions'
import { type Address, formatUnits, getAddress, type PublicClient } from 'viem'
import { accountFrom, connect, printJson, runCommand } from '../../worker/src/cli/context.ts'
import { loadNetwork } from '../../worker/src/config.ts'

const USAGE =
  'npm run session:exit -- --owner <key file> [--session <render key address>] [--network .data/network.json]'

/** Ledger units to tokens. */
const DECIMALS = { sogni: 9, spark: 6, promo: 6 }

/** Render keys of all sessions that an account ever opened. */
async function sessionsOf(
  reader: PublicClient,
  ledger: Address,
  owner: Address,
  fromBlock: bigint,
): Promise<Address[]> {
  const query = { address: ledger, abi: renderLedgerAbi, eventName: 'SessionOpened', fromBlock } as const
  const events = await reader.getContractEvents({ ...query, args: { owner } })
  return events.flatMap(({ args }) => args.key ?? [])
}

await runCommand(USAGE, async () => {
  const { values } = parseArgs({
    options: {
      network: { type: 'string', default: '.data/network.json' },
      owner: { type: 'string' },
      session: { type: 'string' },
    },
  })
  if (values.owner === undefined) {
    process.stderr.write(`Usage: ${USAGE}\n`)
    process.exit(2)
  }
  const network = await loadNetwork(values.network)
  const owner = accountFrom(values.owner)
  const { reader, send } = connect(network, owner)
  const address = network.contracts.renderLedger
  const ledger = { address, abi: renderLedgerAbi } as const
  const now = Number((await reader.getBlock()).timestamp)

  const keys =
    values.session === undefined
      ? await sessionsOf(reader, address, owner.address, BigInt(network.deployBlock))
      : [getAddress(values.session)]
  for (const key of keys) {
    const { state, balance, currency, unlockAt } = await getSession(reader, { ledger: address, key })
    const shown = { session: key, balance: formatUnits(balance, DECIMALS[currency]), currency }
    if (state === 'open') {
      const { transactionHash } = await send({ ...ledger, functionName: 'closeSession', args: [key] })
      const { unlockAt: from } = await getSession(reader, { ledger: address, key })
      printJson({
        ...shown,
        done: 'closing',
        tx: transactionHash,
        withdraw_from: new Date(from * 1000).toISOString(),
      })
    } else if (state === 'closing' && unlockAt <= now) {
      const { transactionHash } = await send({ ...ledger, functionName: 'withdraw', args: [key] })
      printJson({ ...shown, done: 'withdrawn', tx: transactionHash })
    } else {
      const withdrawFrom =
        state === 'closing' ? { withdraw_from: new Date(unlockAt * 1000).toISOString() } : {}
      printJson({ ...shown, done: 'nothing', state, ...withdrawFrom })
    }
  }
})
