// Gas of proposing and voting. Called by run.ts; alone it prints its figures: node bench/gas/governance.ts
import { fileURLToPath } from 'node:url'
import { keccak256, parseEther, stringToHex } from 'viem'
import { deployVault, STAKING_SOURCES, startChain } from './chain.ts'

const DAY = 86_400
const FOR = 1
/** A proposal of one call with a description of a screen. */
const DESCRIPTION = 'Raise the limit of the minter. '.repeat(32)

/** Gas of a proposal with one call, and of a first vote on it. */
export async function measureGovernance(): Promise<{ propose: number; cast_vote: number }> {
  const chain = await startChain([
    ...STAKING_SOURCES,
    'contracts/governance/SupernetGovernor.sol',
    'contracts/governance/SupernetTimelock.sol',
  ])
  const { deployer, deploy, deployProxy, encode, send, read, pass } = chain
  const manager = await deploy('AccessManager', [deployer])
  const timelock = await deploy('SupernetTimelock', [manager, 2 * DAY, 7 * DAY, [], [], deployer])
  const { vault } = await deployVault(chain, manager)
  const terms = {
    votingDelay: DAY,
    votingPeriod: 5 * DAY,
    lateQuorumExtension: 2 * DAY,
    proposalThreshold: parseEther('1000000'),
    quorumPercent: 10,
  }
  const governor = await deployProxy(
    'SupernetGovernor',
    [parseEther('50000000')],
    [vault, timelock, deployer, terms],
  )
  await send('StakingVault', vault, 'stake', [parseEther('60000000')])
  await pass(1)

  const calls = [[timelock], [0n], [await encode('SupernetTimelock', 'updateDelay', [BigInt(3 * DAY)])]]
  const propose = await send('SupernetGovernor', governor, 'propose', [...calls, DESCRIPTION])
  const id = await read('SupernetGovernor', governor, 'getProposalId', [
    ...calls,
    keccak256(stringToHex(DESCRIPTION)),
  ])
  await pass(DAY + 1)
  const castVote = await send('SupernetGovernor', governor, 'castVote', [id, FOR])
  return { propose, cast_vote: castVote }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.stdout.write(`${JSON.stringify(await measureGovernance())}\n`)
