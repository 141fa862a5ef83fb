import { renderLedgerAbi, workerRegistryAbi } from '@supernet/sdk/abi'
import { relayerClient } from '@supernet/sdk/http'
import { registryDomain, signOperator } from '@supernet/sdk/protocol'
import { encodePacked, type Hex, numberToHex, parseEther } from 'viem'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { rpc } from '../../deploy/local/rpc.ts'
import { until } from '../../deploy/local/until.ts'
import type { TestNetwork } from './testNetwork.ts'

export type RelaxedWorker = { owner: PrivateKeyAccount; operator: PrivateKeyAccount; workerId: Hex }

/** Registers Relaxed workers, each with an owner of its own, all in one block. */
export async function registerRelaxed(
  { network, chain }: Pick<TestNetwork, 'network' | 'chain'>,
  count: number,
): Promise<RelaxedWorker[]> {
  const { contracts, rpcUrl, chainId } = network
  const domain = registryDomain(chainId, contracts.workerRegistry)
  const workers = Array.from({ length: count }, (): RelaxedWorker => {
    const operator = privateKeyToAccount(generatePrivateKey())
    const workerId = encodePacked(['uint96', 'address'], [2n << 88n, operator.address])
    return { owner: privateKeyToAccount(generatePrivateKey()), operator, workerId }
  })
  await Promise.all(
    workers.map(async ({ owner, operator, workerId }) => {
      await rpc(rpcUrl, 'anvil_setBalance', [owner.address, numberToHex(parseEther('1'))])
      const consent = await signOperator(operator, domain, { workerId, owner: owner.address })
      await chain.send({
        account: owner,
        address: contracts.workerRegistry,
        abi: workerRegistryAbi,
        functionName: 'registerRelaxed',
        args: [operator.address, consent],
      })
    }),
  )
  return workers
}

/** What each operator has accrued, in ledger units. */
export const accruedOf = (
  { network, chain }: Pick<TestNetwork, 'network' | 'chain'>,
  workers: readonly RelaxedWorker[],
): Promise<bigint[]> =>
  Promise.all(
    workers.map(({ operator }) =>
      chain.reader
        .readContract({
          address: network.contracts.renderLedger,
          abi: renderLedgerAbi,
          functionName: 'worker',
          args: [operator.address],
        })
        .then(({ accrued }) => accrued),
    ),
  )

/** Resolves when the relayer has read all of them from the chain, or sees all of them online. */
export const present = (
  relayerUrl: string,
  workers: readonly RelaxedWorker[],
  how: 'registered' | 'online',
): Promise<true> =>
  until(
    async () => {
      const { workers: here } = await relayerClient(relayerUrl).getWorkers()
      return workers.every(({ operator: { address } }) =>
        here.some(({ operator, online }) => operator === address && (online || how === 'registered')),
      )
    },
    { what: `All workers ${how}`, timeoutMs: 30_000, everyMs: 200 },
  )
