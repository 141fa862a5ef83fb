import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { vestingVaultAbi } from '@supernet/sdk/abi'
import {
  circulatingOf,
  MONTH_SECONDS,
  SOGNI_SUPPLY,
  scheduleOf,
  splitAllocation,
  VESTING_GROUP_NAMES,
  VESTING_GROUPS,
  type VestingGroup,
} from '@supernet/sdk/protocol'
import { type Address, getContract } from 'viem'
import { type Deployed, deployed } from './deployed.ts'

describe('vesting', () => {
  let net: Deployed
  before(async () => {
    net = await deployed()
  })

  const beneficiaryOf = (name: VestingGroup): Address => {
    const { beneficiary } = net.parameters.allocations[name]
    if (beneficiary === 'treasury' || beneficiary === 'timelock') return net.contracts[beneficiary]
    return beneficiary as Address
  }
  const vaultAt = (address: Address) =>
    getContract({ abi: vestingVaultAbi, address, client: { public: net.reader, wallet: net.target.wallet } })
  const balanceOf = (account: Address) => net.chain.sogniToken.read.balanceOf([account])

  it('has a vault for every group of the parameters, with its schedule and its tokens', async () => {
    const [groups, vaults] = await net.chain.vestingVaults.read.all()
    const tgeAt = await net.chain.vestingVaults.read.tgeAt()
    assert.deepEqual(
      groups.map(({ name }) => name),
      VESTING_GROUP_NAMES,
    )
    for (const [index, name] of VESTING_GROUP_NAMES.entries()) {
      const vault = vaultAt(vaults[index] as Address)
      const { tge, vesting } = splitAllocation(net.parameters.allocations[name].sogni, VESTING_GROUPS[name])
      const { lock, duration, step } = scheduleOf(VESTING_GROUPS[name])
      const beneficiary = beneficiaryOf(name)
      assert.deepEqual(groups[index], { name, beneficiary, tge, vesting, lock, duration, step })
      assert.equal(await balanceOf(vault.address), vesting)
      assert.equal(await vault.read.owner(), beneficiary)
      assert.equal(await vault.read.start(), tgeAt + lock)
      assert.equal(await vault.read.end(), tgeAt + lock + duration)
      assert.equal(await vault.read.step(), step)
    }
  })

  it('sent the parts of the token event, and nothing else', async () => {
    const sent = new Map<Address, bigint>()
    for (const name of VESTING_GROUP_NAMES) {
      const { tge } = splitAllocation(net.parameters.allocations[name].sogni, VESTING_GROUPS[name])
      sent.set(beneficiaryOf(name), (sent.get(beneficiaryOf(name)) ?? 0n) + tge)
    }
    for (const [account, amount] of sent) assert.equal(await balanceOf(account), amount)
    const [groups] = await net.chain.vestingVaults.read.all()
    const all = groups.reduce((sum, { tge, vesting }) => sum + tge + vesting, 0n)
    assert.equal(all, SOGNI_SUPPLY)
    assert.equal(await net.chain.sogniToken.read.totalSupply(), SOGNI_SUPPLY)
  })

  it('frees on chain what the SDK says, month by month', async () => {
    const [groups, vaults] = await net.chain.vestingVaults.read.all()
    const tgeAt = await net.chain.vestingVaults.read.tgeAt()
    for (const [index, name] of VESTING_GROUP_NAMES.entries()) {
      const vault = vaultAt(vaults[index] as Address)
      for (const month of [0n, 1n, 2n, 7n, 13n, 30n, 61n]) {
        const elapsed = month * MONTH_SECONDS
        const free = await vault.read.vestedAmount([net.contracts.sogniToken, tgeAt + elapsed])
        const allocation = net.parameters.allocations[name].sogni
        assert.equal(
          free + (groups[index]?.tge ?? 0n),
          circulatingOf(allocation, VESTING_GROUPS[name], elapsed),
          `${name}, month ${month}`,
        )
      }
    }
  })

  it('lets anyone release, to the beneficiary', async () => {
    const [, vaults] = await net.chain.vestingVaults.read.all()
    const address = vaults[VESTING_GROUP_NAMES.indexOf('gpuRewards')] as Address
    await net.connection.networkHelpers.time.increase(Number(MONTH_SECONDS))
    const before = await balanceOf(net.contracts.treasury)
    await vaultAt(address).write.release([net.contracts.sogniToken], {
      chain: net.target.wallet.chain,
      account: net.users.stranger,
    })
    const released = await vaultAt(address).read.released([net.contracts.sogniToken])
    assert.ok(released > 0n)
    assert.equal(await balanceOf(net.contracts.treasury), before + released)
  })
})
