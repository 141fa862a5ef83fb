import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { accessManagerAbi, timelockAbi } from '@supernet/sdk/abi'
import { artifacts } from 'hardhat'
import {
  type Abi,
  type AbiFunction,
  type Address,
  keccak256,
  stringToHex,
  toFunctionSelector,
  zeroHash,
} from 'viem'
import {
  type AccountRole,
  MANAGED_CONTRACTS,
  type ManagedContract,
  managed,
  PERMISSIONS,
  ROLE_NAMES,
  ROLES,
  type RoleName,
  TIMELOCK_ROLES,
} from '../../deploy/roles.ts'
import { type Deployed, deployed } from './deployed.ts'

describe('the chain is what roles.ts says', () => {
  let net: Deployed
  let addresses: Record<ManagedContract | 'Timelock', Address>

  before(async () => {
    net = await deployed()
    const { contracts } = net
    addresses = { ...managed(contracts), Timelock: contracts.timelock }
  })

  for (const contract of MANAGED_CONTRACTS) {
    it(`every function of ${contract} asks for its role`, async () => {
      const functions = await writesOf(contract)
      const named = Object.keys(PERMISSIONS[contract])
      assert.deepEqual(
        named.filter((name) => !functions.some((item) => item.name === name)),
        [],
        'roles.ts names functions that do not exist',
      )
      for (const item of functions) {
        const role = PERMISSIONS[contract][item.name] ?? 'admin'
        const id = await net.chain.accessManager.read.getTargetFunctionRole([
          addresses[contract],
          toFunctionSelector(item),
        ])
        assert.equal(id, ROLES[role].id, `${contract}.${item.name}`)
      }
    })
  }

  for (const name of ROLE_NAMES) {
    it(`${name} is held by exactly its holders`, async () => {
      const { id } = ROLES[name]
      const expected = new Map(holdersOf(name).map(({ account, delay }) => [account, delay]))
      assert.deepEqual(new Set(await membersOf(id)), new Set(expected.keys()))
      for (const [account, delay] of expected)
        assert.deepEqual(await net.chain.accessManager.read.hasRole([id, account]), [true, delay])
    })
  }

  it('the timelock is held by its holders and administers itself', async () => {
    const { timelock } = net.chain
    await timelockIsHeld(net)
    assert.equal(await timelock.read.hasRole([zeroHash, net.contracts.timelock]), true)
    assert.equal(await timelock.read.getMinDelay(), BigInt(net.parameters.timelock.minDelaySeconds))
    assert.equal(await timelock.read.slowDelay(), BigInt(net.parameters.timelock.slowDelaySeconds))
  })

  it('the governor alone holds a timelock without a bootstrap', async () => {
    const governed = await deployed({}, (parameters) => ({
      ...parameters,
      timelock: { ...parameters.timelock, bootstrap: [] },
    }))
    await timelockIsHeld(governed)
  })

  it('the deployer holds nothing', async () => {
    const deployer = net.users.deployer.address
    for (const name of ROLE_NAMES) {
      const [member] = await net.chain.accessManager.read.hasRole([ROLES[name].id, deployer])
      assert.equal(member, false, name)
    }
    for (const role of [zeroHash, ...Object.keys(TIMELOCK_ROLES).map((name) => keccak256(stringToHex(name)))])
      assert.equal(await net.chain.timelock.read.hasRole([role, deployer]), false)
    assert.equal(await net.chain.sogniToken.read.balanceOf([deployer]), 0n)
    assert.equal(await net.chain.sparkPoints.read.balanceOf([deployer]), 0n)
  })

  it('a role of the guardian can cancel what every other role has scheduled', async () => {
    for (const name of ROLE_NAMES.filter((role) => role !== 'admin'))
      assert.equal(await net.chain.accessManager.read.getRoleGuardian([ROLES[name].id]), ROLES.guardian.id)
  })

  function holdersOf(name: RoleName): { account: Address; delay: number }[] {
    const { holder, alsoHeldBy = [] } = ROLES[name]
    const besides = alsoHeldBy.map((contract) => ({ account: addresses[contract], delay: 0 }))
    if (holder !== 'accounts') return [{ account: addresses[holder], delay: 0 }, ...besides]
    const { accounts, delaySeconds } = net.parameters.roles[name as AccountRole]
    return [...accounts.map((account) => ({ account: account as Address, delay: delaySeconds })), ...besides]
  }

  /** Everyone who was granted the role, less whom it was taken from. */
  async function membersOf(roleId: bigint): Promise<Address[]> {
    const members = new Set<Address>()
    const logs = await net.reader.getContractEvents({
      address: net.contracts.accessManager,
      abi: accessManagerAbi,
      fromBlock: 0n,
    })
    for (const log of logs) {
      if (log.eventName === 'RoleGranted' && log.args.roleId === roleId)
        members.add(log.args.account as Address)
      if (log.eventName === 'RoleRevoked' && log.args.roleId === roleId)
        members.delete(log.args.account as Address)
    }
    return [...members]
  }
})

/** The timelock's roles are granted to exactly their holders. */
async function timelockIsHeld({ reader, contracts, parameters }: Deployed): Promise<void> {
  const logs = await reader.getContractEvents({
    address: contracts.timelock,
    abi: timelockAbi,
    eventName: 'RoleGranted',
    fromBlock: 0n,
  })
  const { bootstrap } = parameters.timelock
  const timelockHolders = {
    governor: [contracts.governor],
    bootstrap,
    guardian: bootstrap.length > 0 ? parameters.roles.guardian.accounts : [],
  }
  for (const [name, holders] of Object.entries(TIMELOCK_ROLES)) {
    const role = keccak256(stringToHex(name))
    const granted = logs.filter((log) => log.args.role === role).map((log) => log.args.account)
    const expected = holders.flatMap((holder) => timelockHolders[holder])
    assert.deepEqual(new Set(granted), new Set(expected))
  }
}

/** Functions of a contract that can change anything. The ledger's are those of its interface, and its upgrade. */
async function writesOf(contract: ManagedContract): Promise<AbiFunction[]> {
  const names = contract === 'RenderLedger' ? ['IRenderLedger', 'RenderLedger'] : [contract]
  const abis = await Promise.all(names.map(async (name) => (await artifacts.readArtifact(name)).abi as Abi))
  return abis
    .flat()
    .filter((item) => item.type === 'function')
    .filter((item) => item.stateMutability !== 'view' && item.stateMutability !== 'pure')
}
