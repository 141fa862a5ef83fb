/** `npm run worker:register`: registers a Relaxed worker, which needs no licence. Makes the keys where they are missing. */
import { existsSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { workerRegistryAbi } from '@supernet/sdk/abi'
import { BaseError } from '@supernet/sdk/errors'
import { registryDomain, typedOperator } from '@supernet/sdk/protocol'
import { zeroHash } from 'viem'
import { generatePrivateKey, type PrivateKeyAccount } from 'viem/accounts'
import { loadNetwork } from '../config.ts'
import { accountFrom, connect, printJson, runCommand } from './context.ts'

const USAGE =
  'npm run worker:register -- [--operator operator.key] [--owner owner.key] [--network .data/network.json]'

const keyAt = (path: string): PrivateKeyAccount => {
  if (!existsSync(path)) writeFileSync(path, `${generatePrivateKey()}\n`, { mode: 0o600, flag: 'wx' })
  return accountFrom(path)
}

await runCommand(USAGE, async () => {
  const { values } = parseArgs({
    options: {
      network: { type: 'string', default: '.data/network.json' },
      operator: { type: 'string', default: 'operator.key' },
      owner: { type: 'string', default: 'owner.key' },
    },
  })
  const network = await loadNetwork(values.network)
  const operator = keyAt(values.operator)
  const owner = keyAt(values.owner)
  const { reader, send } = connect(network, owner)
  const { workerRegistry } = network.contracts
  const registry = { address: workerRegistry, abi: workerRegistryAbi } as const
  const result = { operator: operator.address, owner: owner.address }

  const known = await reader.readContract({ ...registry, functionName: 'workerOf', args: [operator.address] })
  if (known !== zeroHash) return printJson({ workerId: known, ...result, registered: 'before' })
  if ((await reader.getBalance({ address: owner.address })) === 0n) {
    throw new BaseError('gas-missing', {
      message: `Send gas money to the owner, ${owner.address}, and try again.`,
    })
  }
  const args = [operator.address] as const
  const workerId = await reader.readContract({ ...registry, functionName: 'relaxedId', args })
  const domain = registryDomain(network.chainId, workerRegistry)
  const consent = await operator.signTypedData(typedOperator(domain, { workerId, owner: owner.address }))
  const { transactionHash } = await send({
    ...registry,
    functionName: 'registerRelaxed',
    args: [operator.address, consent],
  })
  printJson({ workerId, ...result, registered: 'now', tx: transactionHash })
})
