/** `npm run model:claim`: pays a model's royalty to its token-bound account, and on to its owner, with the chain alone. */
import { parseArgs } from 'node:util'
import { modelRegistryAbi, renderLedgerAbi, sogniTokenAbi, tokenAccountAbi } from '@supernet/sdk/abi'
import { encodeFunctionData, formatUnits, getAddress } from 'viem'
import { accountFrom, connect, printJson, runCommand } from '../../worker/src/cli/context.ts'
import { loadNetwork } from '../../worker/src/config.ts'

const USAGE =
  'npm run model:claim -- --model 1 [--owner .data/keys/modelOwner.key] [--to 0x...] [--network .data/network.json]'

/** ERC-6551's only operation: CALL. */
const CALL = 0

await runCommand(USAGE, async () => {
  const { values } = parseArgs({
    options: {
      network: { type: 'string', default: '.data/network.json' },
      owner: { type: 'string', default: '.data/keys/modelOwner.key' },
      model: { type: 'string' },
      to: { type: 'string' },
    },
  })
  if (values.model === undefined) {
    process.stderr.write(`Usage: ${USAGE}\n`)
    process.exit(2)
  }
  const id = Number(values.model)
  const { contracts, ...rest } = await loadNetwork(values.network)
  const owner = accountFrom(values.owner)
  const to = values.to === undefined ? owner.address : getAddress(values.to)
  const { reader, send } = connect({ ...rest, contracts }, owner)
  const ledger = { address: contracts.renderLedger, abi: renderLedgerAbi } as const
  const registry = { address: contracts.modelRegistry, abi: modelRegistryAbi } as const
  const token = { address: contracts.sogniToken, abi: sogniTokenAbi } as const

  const account = await reader.readContract({ ...registry, functionName: 'accountOf', args: [id] })
  const { royalty } = await reader.readContract({ ...ledger, functionName: 'model', args: [id] })
  const claimed =
    royalty > 0n ? await send({ ...ledger, functionName: 'claimRoyalty', args: [id] }) : undefined

  // The account obeys whoever holds the model's token.
  const balance = await reader.readContract({ ...token, functionName: 'balanceOf', args: [account] })
  const data = encodeFunctionData({ abi: sogniTokenAbi, functionName: 'transfer', args: [to, balance] })
  const call = { address: account, abi: tokenAccountAbi, functionName: 'execute' } as const
  const spent = balance > 0n ? await send({ ...call, args: [token.address, 0n, data, CALL] }) : undefined
  printJson({
    model: id,
    account,
    claimed_sogni: formatUnits(royalty, 9),
    claim_tx: claimed?.transactionHash ?? null,
    sent_sogni: formatUnits(spent ? balance : 0n, 18),
    to,
    send_tx: spent?.transactionHash ?? null,
  })
})
