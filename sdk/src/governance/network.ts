import type { Abi } from 'viem'
import {
  fiatMinterAbi,
  lpStakingAbi,
  modelRegistryAbi,
  renderLedgerAbi,
  sparkSaleAbi,
  stakingVaultAbi,
  workerLicenseAbi,
  workerRegistryAbi,
} from '../abi/index.ts'
import type { Contracts } from '../schema/network.ts'
import type { Parameter, Row } from './parameter.ts'

/** What a pauser stopped goes on when the pause is over, or as soon as the DAO wants it. */
const resume = (
  id: string,
  contract: keyof Contracts,
  abi: Abi,
  title: string,
  explains: string,
): Parameter => ({
  group: 'Network',
  contract,
  abi,
  id,
  title,
  explains,
  functionName: 'unpause',
  fields: [],
  toArgs: () => [],
  fromArgs: () => [[]],
})

/** Workers, models, and what was paused. */
export const networkParameters: readonly Parameter[] = [
  {
    group: 'Network',
    contract: 'modelRegistry',
    abi: modelRegistryAbi,
    id: 'list-model',
    title: 'Open or close a model',
    explains: 'A model that is closed takes no more orders.',
    functionName: 'setListed',
    fields: [
      { label: 'Model', unit: 'count', most: 4_294_967_295n, key: true },
      { label: 'Open to orders', unit: 'flag' },
    ],
    toArgs: ([row = []]) => [Number(row[0]), row[1]],
    fromArgs: ([id, listed]) => [[BigInt(id as number), listed as boolean]],
  },
  {
    group: 'Network',
    contract: 'workerRegistry',
    abi: workerRegistryAbi,
    id: 'jail-worker',
    title: 'Bar a worker, or let it back',
    explains: 'A barred worker gets no work. What it has earned stays its own.',
    functionName: 'setJailed',
    fields: [
      { label: 'Worker id', unit: 'hash', key: true },
      { label: 'Barred', unit: 'flag' },
    ],
    read: async (view, [workerId]) => {
      const { jailed } = (await view('worker', [workerId])) as { jailed: boolean }
      return [[workerId as `0x${string}`, jailed]]
    },
    toArgs: ([row = []]) => [...row],
    fromArgs: (args) => [args as Row],
  },
  {
    group: 'Network',
    contract: 'workerLicense',
    abi: workerLicenseAbi,
    id: 'mint-licence',
    title: 'Give a Fast licence',
    explains: 'Mints one licence for a Fast worker to an account.',
    functionName: 'mint',
    fields: [{ label: 'To', unit: 'address' }],
    toArgs: ([row = []]) => [...row],
    fromArgs: (args) => [args as Row],
  },
  resume(
    'resume-ledger',
    'renderLedger',
    renderLedgerAbi,
    'Let deposits into the ledger again',
    'After a pauser stopped them; withdrawals never stop.',
  ),
  resume(
    'resume-sale',
    'sparkSale',
    sparkSaleAbi,
    'Let Spark be sold again',
    'After a pauser stopped the sale.',
  ),
  resume(
    'resume-cards',
    'fiatMinter',
    fiatMinterAbi,
    'Let card payments be credited again',
    'After a pauser stopped them; refunds never stop.',
  ),
  resume(
    'resume-stake',
    'stakingVault',
    stakingVaultAbi,
    'Let SOGNI be staked again',
    'After a pauser stopped it; withdrawals never stop.',
  ),
  resume(
    'resume-lp',
    'lpStaking',
    lpStakingAbi,
    'Let LP tokens be staked again',
    'After a pauser stopped it; withdrawals never stop.',
  ),
]
