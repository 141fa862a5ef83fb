// Gas of staking. Called by run.ts; alone it prints its figures: node bench/gas/staking.ts
import { fileURLToPath } from 'node:url'
import { parseEther } from 'viem'
import { deployVault, STAKING_SOURCES, startChain } from './chain.ts'

const AMOUNT = parseEther('6600')
const COOLDOWN = 7 * 86_400

export type StakingGas = {
  stake_first: number
  stake_more: number
  request_unstake: number
  withdraw: number
}

/**
 * What one staker pays, beside another who has staked and cools down, so that the vault's totals are in use. Its allowance
 * lasts for more than it stakes.
 */
export async function measureStaking(): Promise<StakingGas> {
  const chain = await startChain(STAKING_SOURCES)
  const { deployer, other, deploy, send, pass } = chain
  const { sogni, vault } = await deployVault(chain, await deploy('AccessManager', [deployer]))
  await send('SogniToken', sogni, 'transfer', [other, 4n * AMOUNT])
  await send('SogniToken', sogni, 'approve', [vault, 3n * AMOUNT], other)
  await send('StakingVault', vault, 'stake', [2n * AMOUNT])
  await send('StakingVault', vault, 'requestUnstake', [AMOUNT])

  /** Every call at a time of its own: each writes its checkpoints. */
  const measure = async (functionName: string, args: readonly unknown[] = []) => {
    await pass(60)
    return send('StakingVault', vault, functionName, args, other)
  }
  const stakeFirst = await measure('stake', [AMOUNT])
  const stakeMore = await measure('stake', [AMOUNT])
  const requestUnstake = await measure('requestUnstake', [AMOUNT])
  await pass(COOLDOWN)
  const withdraw = await measure('withdraw')
  return { stake_first: stakeFirst, stake_more: stakeMore, request_unstake: requestUnstake, withdraw }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.stdout.write(`${JSON.stringify(await measureStaking())}\n`)
