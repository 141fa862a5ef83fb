import { join } from 'node:path'
import {
  sogniTokenAbi,
  stakeBenefitsAbi,
  stakingVaultAbi,
  workerLicenseAbi,
  workerRegistryAbi,
} from '@supernet/sdk/abi'
import { registryDomain, typedOperator } from '@supernet/sdk/protocol'
import type { Contracts } from '@supernet/sdk/schema'
import { type Hex, isAddressEqual, parseEventLogs, zeroHash } from 'viem'
import { type Child, type ChildHost, createChild } from './child.ts'
import type { LocalChain } from './clients.ts'
import type { Keyring } from './keys.ts'
import { MODELS_DIR } from './model.ts'
import { ROOT } from './paths.ts'

export const workerName = (index: number) => `worker${index + 1}`
export const ownerKey = (index: number) => `${workerName(index)}Owner`
export const operatorKey = (index: number) => `${workerName(index)}Operator`

/** Registers a worker with an owner of its own, holder of a Fast licence; it serves the Relaxed tier too. */
export async function registerWorker(
  chain: LocalChain,
  contracts: Contracts,
  keys: Keyring,
  index: number,
): Promise<Hex> {
  const owner = keys.account(ownerKey(index))
  const operator = keys.account(operatorKey(index))
  const registry = { address: contracts.workerRegistry, abi: workerRegistryAbi } as const
  const known = await chain.reader.readContract({
    ...registry,
    functionName: 'workerOf',
    args: [operator.address],
  })
  if (known !== zeroHash) return known

  const license = { address: contracts.workerLicense, abi: workerLicenseAbi } as const
  const minter = keys.account('licenseMinter')
  const { logs } = await chain.send({
    ...license,
    account: minter,
    functionName: 'mint',
    args: [owner.address],
  })
  const transfer = parseEventLogs({ abi: workerLicenseAbi, logs, eventName: 'Transfer' })[0]
  if (!transfer || !isAddressEqual(transfer.args.to, owner.address)) throw new Error('No licence was minted')
  const { tokenId } = transfer.args
  const workerId = await chain.reader.readContract({ ...registry, functionName: 'fastId', args: [tokenId] })

  await bondWorker(chain, contracts, keys, index, workerId)
  const domain = registryDomain(await chain.reader.getChainId(), contracts.workerRegistry)
  const consent = await operator.signTypedData(typedOperator(domain, { workerId, owner: owner.address }))
  await chain.send({
    ...registry,
    account: owner,
    functionName: 'registerFast',
    args: [tokenId, operator.address, consent],
  })
  return workerId
}

/** Gives the owner what a Fast worker must have bonded, of the faucet's SOGNI, and bonds it. */
async function bondWorker(
  { reader, send }: LocalChain,
  contracts: Contracts,
  keys: Keyring,
  index: number,
  workerId: Hex,
): Promise<void> {
  const owner = keys.account(ownerKey(index))
  const token = { address: contracts.sogniToken, abi: sogniTokenAbi } as const
  const vault = { address: contracts.stakingVault, abi: stakingVaultAbi, account: owner } as const
  const amount = await reader.readContract({
    address: contracts.stakeBenefits,
    abi: stakeBenefitsAbi,
    functionName: 'requiredOf',
    args: [workerId, owner.address],
  })
  await send({
    ...token,
    account: keys.account('faucet'),
    functionName: 'transfer',
    args: [owner.address, amount],
  })
  await send({ ...token, account: owner, functionName: 'approve', args: [contracts.stakingVault, amount] })
  await send({ ...vault, functionName: 'stake', args: [amount] })
  await send({ ...vault, functionName: 'bond', args: [workerId, amount] })
}

export type WorkerOptions = {
  dataDir: string
  index: number
  workerId: Hex
  relayerUrl: string
  networkFile: string
  key: Hex
  operator: string
  env?: Readonly<Record<string, string>>
}

export function createWorker(host: ChildHost, options: WorkerOptions): Child {
  const name = workerName(options.index)
  return createChild(host, {
    name,
    command: process.execPath,
    args: [join(ROOT, 'worker/src/main.ts')],
    env: {
      WORKER_DATA_DIR: join(options.dataDir, name),
      WORKER_MODELS_DIR: MODELS_DIR,
      WORKER_OPERATOR_KEY: options.key,
      WORKER_ID: options.workerId,
      RELAYER_URL: options.relayerUrl,
      NETWORK_FILE: options.networkFile,
      ...options.env,
    },
    stopMs: 30_000,
    ready: async () => {
      const response = await fetch(`${options.relayerUrl}/v1/workers`)
      const { workers } = (await response.json()) as { workers: { operator: string; online: boolean }[] }
      return workers.some(
        ({ operator, online }) => online && operator.toLowerCase() === options.operator.toLowerCase(),
      )
    },
  })
}
