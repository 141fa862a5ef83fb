import { registryDomain, signOpen, signOperator, toCompactBytes } from '@supernet/sdk/protocol'
import { type Address, type Hex, keccak256, maxUint256, parseEther, toHex } from 'viem'
import { CHAIN_ID } from '../../deploy/local/anvil.ts'
import type { User, Worker } from './cast.ts'
import { CURRENCY, domainOf } from './money.ts'
import type { World } from './world.ts'

export const MODELS = [1, 2, 3, 4] as const
const YEAR = 365 * 86_400

/** Models, workers and stakers, before the first day. */
export async function settleIn(world: World): Promise<void> {
  for (const id of MODELS) await registerModel(world, id)
  for (const worker of world.cast.workers) await registerWorker(world, worker)
  await firstStakes(world)
  for (const { account } of world.cast.users) await approveAll(world, account.address)
}

async function registerModel({ chain, on, cast }: World, id: number): Promise<void> {
  const hash = keccak256(toHex(`model ${id}`))
  const table = {
    fixedMs: 1_000 * id,
    minMs: 1_000,
    stepMicro: 1_500_000_000n + 300_000_000n * BigInt(id),
    maxSteps: 50,
    maxCount: 64,
    points: [
      { pixels: 512 * 512, bps: 4_000 },
      { pixels: 1024 * 1024, bps: 10_000 },
    ],
  }
  const spec = { name: `Model ${id}`, contentRoot: hash, uri: `model-${id}.json`, classId: hash }
  await chain.send(cast.offices.curator.address, on.models, 'register', [
    cast.modelOwner.address,
    { ...spec, royaltyBps: 500, table },
  ])
}

/** Fast workers buy their bond and have it staked; every other one shares its rewards with its stake. */
async function registerWorker(world: World, { owner, operator, fast, autoStakeBps }: Worker): Promise<void> {
  const { chain, on, cast, contracts, trade } = world
  let workerId: Hex = await chain.read(on.workers, 'relaxedId', [operator.address])
  let tokenId = 0n
  if (fast) {
    await chain.send(cast.offices.licenseMinter.address, on.licenses, 'mint', [owner.address])
    tokenId = await chain.read(on.licenses, 'minted', [])
    workerId = await chain.read(on.workers, 'fastId', [tokenId])
    const bond = await chain.read(on.benefits, 'requiredOf', [workerId, owner.address])
    const stake = (bond * BigInt(world.random.between(10, 40))) / 10n
    await trade(owner.address, stake)
    await chain.send(owner.address, on.sogni, 'approve', [contracts.stakingVault, maxUint256])
    await chain.send(owner.address, on.vault, 'stake', [stake])
    await chain.send(owner.address, on.vault, 'bond', [workerId, stake])
  }
  const domain = registryDomain(CHAIN_ID, contracts.workerRegistry)
  const consent = await signOperator(operator, domain, { workerId, owner: owner.address })
  if (fast) await chain.send(owner.address, on.workers, 'registerFast', [tokenId, operator.address, consent])
  else await chain.send(owner.address, on.workers, 'registerRelaxed', [operator.address, consent])
  if (autoStakeBps === 0) return
  const box: Address = await chain.read(on.autoStaker, 'boxOf', [owner.address])
  await chain.send(owner.address, on.autoStaker, 'setShare', [autoStakeBps])
  await chain.send(owner.address, on.workers, 'setPayout', [workerId, box])
}

/** Investors stake what they have; others come and go later. The raider has just enough to propose. */
async function firstStakes({ chain, on, cast, contracts, trade }: World): Promise<void> {
  const { preSeed, seed, publicYear } = cast.groups
  await trade(cast.raider.address, parseEther('1500000'))
  for (const { address } of cast.stakers) await trade(address, parseEther('200000'))
  for (const { address } of [preSeed, seed, publicYear, cast.raider, ...cast.stakers]) {
    await chain.send(address, on.sogni, 'approve', [contracts.stakingVault, maxUint256])
    const held = await chain.read(on.sogni, 'balanceOf', [address])
    if (cast.stakers.some((staker) => staker.address === address)) continue
    await chain.send(address, on.vault, 'stake', [(held * 9n) / 10n])
  }
}

async function approveAll({ chain, on, contracts }: World, user: Address): Promise<void> {
  for (const spender of [contracts.renderLedger, contracts.sparkSale])
    await chain.send(user, on.sogni, 'approve', [spender, maxUint256])
  await chain.send(user, on.usdc, 'approve', [contracts.sparkSale, maxUint256])
}

/** Funds the session of a user for the first time. */
export async function openSession(world: World, user: User, units: bigint): Promise<string | undefined> {
  const { chain, on } = world
  const owner = user.account.address
  const expiry = (await chain.now()) + YEAR
  const signature = await signOpen(user.key, domainOf(world), { owner, expiry })
  const currency = CURRENCY[user.purse]
  const args = [user.key.address, currency, units, expiry, toCompactBytes(signature)] as const
  return chain.attempt(owner, on.ledger, 'openSession', args)
}
