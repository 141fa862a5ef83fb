// Gas of a reward by proof. Called by run.ts; alone it prints its figure: node bench/gas/rewards.ts
import { fileURLToPath } from 'node:url'
import { type Address, keccak256, numberToHex, parseEther, stringToHex, toHex } from 'viem'
import { rewardProof, rewardRoot } from '../../sdk/src/protocol/rewardTree.ts'
import { startChain } from './chain.ts'

const SOURCES = ['contracts/rewards/RewardsDistributor.sol', 'contracts/tokens/SogniToken.sol']
/** Accounts of the campaign: a proof has twelve siblings. */
const ACCOUNTS = 4_096
const DAY = 86_400
const HASH = keccak256(toHex('rows'))

export type RewardsGas = { merkle_claim: number }

/**
 * What an account pays to claim for the first time from a campaign that others have claimed from; it holds the token
 * already, as most who earn it do.
 */
export async function measureRewards(): Promise<RewardsGas> {
  const { deploy, deployProxy, deployer, other, send, pass } = await startChain(SOURCES)
  const manager = await deploy('AccessManager', [deployer])
  const sogni = await deploy('SogniToken', [[{ holder: deployer, amount: parseEther('10000000000') }]])
  const rewards = await deployProxy('RewardsDistributor', [deployer], [manager])
  const call = (name: string, args: readonly unknown[], account?: Address) =>
    send('RewardsDistributor', rewards, name, args, account)

  const accounts = Array.from({ length: ACCOUNTS - 2 }, (_, i) =>
    numberToHex(BigInt(keccak256(stringToHex(`account ${i}`))) >> 96n, { size: 20 }),
  )
  const earned = [deployer, other, ...accounts].map((account) => ({ account, earned: parseEther('10') }))
  const { root, total } = rewardRoot(1, earned)
  const now = Math.floor(Date.now() / 1_000)
  await call('openCampaign', [sogni, 0, now + 300 * DAY, ''])
  await send('SogniToken', sogni, 'approve', [rewards, total])
  await call('fund', [1, total])
  await call('publishRoot', [1, root, total, HASH, ''])
  await pass(DAY)
  await send('SogniToken', sogni, 'transfer', [other, 1n])

  const claim = (account: Address) => {
    const proven = rewardProof(1, earned, account)
    if (proven === undefined) throw new Error('the account earned nothing')
    return call('claim', [1, account, proven.earned, proven.proof], account)
  }
  // The first claim of all activates the root: what is measured is what everybody else pays.
  await claim(deployer)
  return { merkle_claim: await claim(other) }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.stdout.write(`${JSON.stringify(await measureRewards())}\n`)
