// Gas of proposing and voting. Called by run.ts; alone it prints its figures: node bench/gas/governance.ts
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type Abi,
  type Address,
  createPublicClient,
  createWalletClient,
  custom,
  type EIP1193Provider,
  encodeFunctionData,
  type Hex,
  keccak256,
  parseEther,
  stringToHex,
} from 'viem'
import { buildKit } from './ledgers.ts'

const ROOT = join(import.meta.dirname, '../..')
const FILES = [
  join(ROOT, 'contracts/governance/SupernetGovernor.sol'),
  join(ROOT, 'contracts/governance/SupernetTimelock.sol'),
  join(ROOT, 'contracts/mocks/VotesMock.sol'),
  'npm:@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol',
  'npm:@openzeppelin/contracts/access/manager/AccessManager.sol',
]
const DAY = 86_400
const FOR = 1
/** A proposal of one call with a description of a screen. */
const DESCRIPTION = 'Raise the limit of the minter. '.repeat(32)

/** Gas of a proposal with one call, and of a first vote on it. */
export async function measureGovernance(): Promise<{ propose: number; cast_vote: number }> {
  const kit = await buildKit(FILES)
  const { provider, networkHelpers } = await kit.network.connect('osaka')
  const transport = custom(provider as EIP1193Provider)
  const reader = createPublicClient({ transport, pollingInterval: 1, cacheTime: 0 })
  const wallet = createWalletClient({ transport })
  const [account] = await wallet.getAddresses()
  if (account === undefined) throw new Error('the simulated network has no accounts')
  const artifact = async (contract: string) => {
    const { abi, bytecode } = await kit.artifacts.readArtifact(contract)
    return { abi: abi as Abi, bytecode: bytecode as Hex }
  }
  const deploy = async (contract: string, args: readonly unknown[]): Promise<Address> => {
    const hash = await wallet.deployContract({ ...(await artifact(contract)), args, account, chain: null })
    const { contractAddress } = await reader.waitForTransactionReceipt({ hash })
    if (!contractAddress) throw new Error(`${contract} was not deployed`)
    return contractAddress
  }
  const send = async (contract: string, to: Address, functionName: string, args: readonly unknown[]) => {
    const data = encodeFunctionData({ abi: (await artifact(contract)).abi, functionName, args })
    const hash = await wallet.sendTransaction({ account, chain: null, to, data })
    const { status, gasUsed } = await reader.waitForTransactionReceipt({ hash })
    if (status !== 'success') throw new Error(`${functionName} reverted`)
    return Number(gasUsed)
  }

  const votes = await deploy('VotesMock', [])
  const manager = await deploy('AccessManager', [account])
  const timelock = await deploy('SupernetTimelock', [manager, 2 * DAY, 7 * DAY, [], [], account])
  const terms = {
    votingDelay: DAY,
    votingPeriod: 5 * DAY,
    lateQuorumExtension: 2 * DAY,
    proposalThreshold: parseEther('1000000'),
    quorumPercent: 10,
  }
  const governor = await deploy('ERC1967Proxy', [
    await deploy('SupernetGovernor', [parseEther('50000000')]),
    encodeFunctionData({
      abi: (await artifact('SupernetGovernor')).abi,
      functionName: 'initialize',
      args: [votes, timelock, account, terms],
    }),
  ])
  await send('VotesMock', votes, 'give', [account, parseEther('60000000')])
  await networkHelpers.time.increase(1)

  const call = encodeFunctionData({
    abi: (await artifact('SupernetTimelock')).abi,
    functionName: 'updateDelay',
    args: [BigInt(3 * DAY)],
  })
  const calls = [[timelock], [0n], [call]] as const
  const propose = await send('SupernetGovernor', governor, 'propose', [...calls, DESCRIPTION])
  const id = await reader.readContract({
    address: governor,
    abi: (await artifact('SupernetGovernor')).abi,
    functionName: 'getProposalId',
    args: [...calls, keccak256(stringToHex(DESCRIPTION))],
  })
  await networkHelpers.time.increase(DAY + 1)
  const castVote = await send('SupernetGovernor', governor, 'castVote', [id, FOR])
  return { propose, cast_vote: castVote }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.stdout.write(`${JSON.stringify(await measureGovernance())}\n`)
