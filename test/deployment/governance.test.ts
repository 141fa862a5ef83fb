import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { artifacts } from 'hardhat'
import {
  type Address,
  encodeFunctionData,
  getAbiItem,
  type Hex,
  keccak256,
  parseEther,
  parseEventLogs,
  stringToHex,
  toFunctionSelector,
  zeroHash,
} from 'viem'
import { ROLES } from '../../deploy/roles.ts'
import { type Deployed, deployed, implementationOf } from './deployed.ts'

const PURCHASED = 0
const FOR = 1
const QUEUED = 5
const CANCELED = 2
const UNAUTHORIZED = /AccessManage[dr]Unauthorized|AccessControlUnauthorizedAccount/

type Call = { target: Address; data: Hex }
type User = Deployed['users']['council']

/** Stakers decide, the timelock waits, anyone executes; the guardian can only stop. */
describe('governance', () => {
  let net: Deployed
  before(async () => {
    net = await deployed()
    await stakes(net.users.artist, parseEther('60000'))
  })

  it('passes a proposal that upgrades a contract, after the slow delay', async () => {
    const { treasury, sparkPoints } = net.contracts
    const { abi, bytecode } = await artifacts.readArtifact('SparkPoints')
    const hash = await net.target.wallet.deployContract({
      abi,
      bytecode: bytecode as Hex,
      args: [treasury],
      account: net.users.deployer,
      chain: net.target.wallet.chain,
    })
    const { contractAddress } = await net.reader.waitForTransactionReceipt({ hash })
    const next = contractAddress as Address
    const data = encodeFunctionData({
      abi: net.chain.sparkPoints.abi,
      functionName: 'upgradeToAndCall',
      args: [next, '0x'],
    })
    await refusedToAll(sparkPoints, data)
    assert.equal(
      await pass({ target: sparkPoints, data }, 'Upgrade Spark'),
      net.parameters.timelock.slowDelaySeconds,
    )
    assert.equal((await implementationOf(net, sparkPoints)).toLowerCase(), next.toLowerCase())
  })

  it('passes a proposal that takes deposits again, after the ordinary delay', async () => {
    const { renderLedger } = net.chain
    const data = encodeFunctionData({ abi: renderLedger.abi, functionName: 'unpause' })
    const desk = net.as(net.users.pauser).pauseDesk
    await desk.write.pause([renderLedger.address])
    await refusedToAll(renderLedger.address, data)
    assert.equal(
      await pass({ target: renderLedger.address, data }, 'Take deposits again'),
      net.parameters.timelock.minDelaySeconds,
    )
    // For two weeks nobody stops it again.
    await assert.rejects(
      desk.simulate.pause([renderLedger.address], { account: net.users.pauser }),
      /PauseDeskResting/,
    )
  })

  it('lets anyone end a pause that is over, and no pauser do anything else', async () => {
    const { pauser, guardian, stranger } = net.users
    const { sparkSale, pauseDesk } = net.chain
    await net.as(pauser).pauseDesk.write.pause([sparkSale.address])
    assert.equal(await sparkSale.read.paused(), true)
    for (const account of [pauser, guardian]) {
      await assert.rejects(net.as(account).sparkSale.simulate.unpause({ account }), UNAUTHORIZED)
      await assert.rejects(net.as(account).sparkSale.simulate.pause({ account }), UNAUTHORIZED)
    }
    // The treasury cannot be paused.
    await assert.rejects(
      net.as(pauser).pauseDesk.simulate.pause([net.contracts.treasury], { account: pauser }),
      /function selector was not recognized/,
    )
    await assert.rejects(
      net.as(stranger).pauseDesk.simulate.resume([sparkSale.address], { account: stranger }),
      /PauseDeskNotOver/,
    )
    const { endsAt } = await pauseDesk.read.pauseOf([sparkSale.address])
    await net.connection.networkHelpers.time.increaseTo(endsAt)
    await net.as(stranger).pauseDesk.write.resume([sparkSale.address])
    assert.equal(await sparkSale.read.paused(), false)
  })

  it('passes a proposal that lowers a fee, after the ordinary delay', async () => {
    const { stakeBenefits, workerRegistry } = net.chain
    const { address: owner } = net.users.worker
    const workerId = await workerRegistry.read.fastId([1n])
    // Twice what is asked for: the second point of the curve.
    const amount = 2n * net.parameters.staking.requirement
    await stakes(net.users.worker, amount)
    await net.as(net.users.worker).stakingVault.write.bond([workerId, amount])
    assert.equal(await stakeBenefits.read.takeBps([workerId, owner]), 4_000)
    const curve = [
      { extraBps: 0, discountBps: 0 },
      { extraBps: 10_000, discountBps: 1_000 },
    ]
    const data = encodeFunctionData({ abi: stakeBenefits.abi, functionName: 'setCurve', args: [curve] })
    await refusedToAll(stakeBenefits.address, data)
    assert.equal(
      await pass({ target: stakeBenefits.address, data }, 'Take less of those who stake more'),
      net.parameters.timelock.minDelaySeconds,
    )
    assert.equal(await stakeBenefits.read.takeBps([workerId, owner]), 3_500)
  })

  it('passes a proposal that raises a limit, after the slow delay', async () => {
    const { sparkPoints } = net.chain
    const data = limitTo(parseEther('9'))
    await refusedToAll(sparkPoints.address, data)
    const waited = await pass({ target: sparkPoints.address, data }, 'Raise a limit')
    assert.equal(waited, net.parameters.timelock.slowDelaySeconds)
    const limit = await sparkPoints.read.mintLimit([net.users.artist.address, PURCHASED])
    assert.deepEqual(limit, [parseEther('9'), 60])
  })

  it('passes a proposal that spends from the treasury, after the slow delay', async () => {
    const { treasury, sogniToken } = net.chain
    const to = net.users.stranger.address
    const data = encodeFunctionData({
      abi: treasury.abi,
      functionName: 'withdraw',
      args: [sogniToken.address, to, parseEther('1000')],
    })
    await refusedToAll(treasury.address, data)
    const waited = await pass({ target: treasury.address, data }, 'Pay a stranger')
    assert.equal(waited, net.parameters.timelock.slowDelaySeconds)
    assert.equal(await sogniToken.read.balanceOf([to]), parseEther('1000'))
  })

  it('passes a proposal that spends within the bucket of votes after the ordinary delay, and refuses more', async () => {
    const { treasury, sogniToken } = net.chain
    const to = net.users.licenseMinter.address
    const bucket = await treasury.read.spendable([net.contracts.timelock, sogniToken.address])
    const limit = net.parameters.spendLimits.find(
      ({ spender, token }) => spender === 'Timelock' && token === 'sogni',
    )
    assert.equal(bucket, limit?.capacity)
    const before = await sogniToken.read.balanceOf([to])
    const spend = (amount: bigint) => ({
      target: treasury.address,
      data: encodeFunctionData({
        abi: treasury.abi,
        functionName: 'spend',
        args: [sogniToken.address, to, amount],
      }),
    })
    await refusedToAll(treasury.address, spend(bucket).data)
    assert.equal(await pass(spend(bucket), 'Spend a bucket'), net.parameters.timelock.minDelaySeconds)
    assert.equal((await sogniToken.read.balanceOf([to])) - before, bucket)

    // The bucket refills for as long as a vote takes, and is not full again by then.
    await assert.rejects(pass(spend(bucket), 'Spend another'), /TreasurySpendLimited|0x545ea9d4/)
    assert.equal((await sogniToken.read.balanceOf([to])) - before, bucket)
  })

  it('refuses a proposal of somebody without enough stake', async () => {
    const { governor } = net.as(net.users.stranger)
    const proposal = [[net.contracts.treasury], [0n], ['0x' as Hex], 'mine'] as const
    await assert.rejects(
      governor.simulate.propose(proposal, { account: net.users.stranger }),
      /GovernorInsufficientProposerVotes/,
    )
  })

  it('lets the guardian cancel a proposal, and do nothing else', async () => {
    const { guardian } = net.users
    const data = limitTo(parseEther('8'))
    const call = { target: net.contracts.sparkPoints, data }
    const id = await queue(call, 'To be cancelled')
    await net.as(guardian).governor.write.cancel([id])
    assert.equal(await net.chain.governor.read.state([id]), CANCELED)
    await assert.rejects(
      net.as(guardian).timelock.simulate.schedule([call.target, 0n, data, zeroHash, zeroHash, 99n], {
        account: guardian,
      }),
      UNAUTHORIZED,
    )
  })

  it('lets the accounts of the bootstrap propose, no faster than the DAO', async () => {
    const { council, stranger, guardian } = net.users
    const args = [net.contracts.sparkPoints, 0n, limitTo(parseEther('7')), zeroHash, zeroHash] as const
    const timelock = net.as(council).timelock
    await timelock.write.schedule([...args, 0n])
    await net.connection.networkHelpers.time.increase(net.parameters.timelock.minDelaySeconds)
    const execute = (account: User) => net.as(account).timelock.simulate.execute([...args], { account })
    await assert.rejects(execute(council), /TimelockUnexpectedOperationState/)
    await net.connection.networkHelpers.time.increase(net.parameters.timelock.slowDelaySeconds)
    await assert.rejects(execute(stranger), UNAUTHORIZED)
    await execute(council)
    await net.as(guardian).timelock.write.cancel([await timelock.read.hashOperation([...args])])
    await assert.rejects(execute(council), /TimelockUnexpectedOperationState/)
  })

  it('refuses the council everything that it did not propose', async () => {
    const { council } = net.users
    const { accessManager, sparkPoints } = net.as(council)
    await assert.rejects(
      accessManager.simulate.grantRole([ROLES.admin.id, council.address, 0], { account: council }),
      UNAUTHORIZED,
    )
    const selector = toFunctionSelector(getAbiItem({ abi: sparkPoints.abi, name: 'mint' }))
    await assert.rejects(
      accessManager.simulate.setTargetFunctionRole([sparkPoints.address, [selector], ROLES.council.id], {
        account: council,
      }),
      UNAUTHORIZED,
    )
  })

  /** Gives an account SOGNI and stakes it; the vault is where its votes are. */
  async function stakes(account: User, amount: bigint): Promise<void> {
    const { sogniToken, stakingVault } = net.as(account)
    await net.as(net.users.faucet).sogniToken.write.transfer([account.address, amount])
    await sogniToken.write.approve([stakingVault.address, amount])
    await stakingVault.write.stake([amount])
  }

  const limitTo = (capacity: bigint) =>
    encodeFunctionData({
      abi: net.chain.sparkPoints.abi,
      functionName: 'setMintLimit',
      args: [net.users.artist.address, PURCHASED, capacity, 60],
    })

  /** Nobody can make the call without a proposal. */
  async function refusedToAll(target: Address, data: Hex): Promise<void> {
    for (const account of Object.values(net.users))
      await assert.rejects(net.reader.call({ account: account.address, to: target, data }))
  }

  /** Proposes, votes for it and queues it. */
  async function queue({ target, data }: Call, description: string): Promise<bigint> {
    const { governor } = net.as(net.users.artist)
    const hash = await governor.write.propose([[target], [0n], [data], description])
    const { logs } = await net.reader.waitForTransactionReceipt({ hash })
    const [created] = parseEventLogs({ abi: governor.abi, logs, eventName: 'ProposalCreated' })
    assert.ok(created)
    const { proposalId } = created.args
    await net.connection.networkHelpers.time.increase(net.parameters.governance.votingDelaySeconds + 1)
    await governor.write.castVote([proposalId, FOR])
    await net.connection.networkHelpers.time.increaseTo(
      (await governor.read.proposalDeadline([proposalId])) + 1n,
    )
    await net.as(net.users.stranger).governor.write.queue([proposalId])
    assert.equal(await governor.read.state([proposalId]), QUEUED)
    return proposalId
  }

  /** The same, and executes it as a stranger. Returns how long it waited in the timelock, in seconds. */
  async function pass(call: Call, description: string): Promise<number> {
    const proposalId = await queue(call, description)
    const { governor } = net.as(net.users.stranger)
    const { timestamp } = await net.reader.getBlock()
    const eta = await governor.read.proposalEta([proposalId])
    const args = [[call.target], [0n], [call.data], keccak256(stringToHex(description))] as const
    await assert.rejects(
      governor.simulate.execute(args, { account: net.users.stranger }),
      /TimelockUnexpectedOperationState|0x5ead8eb5/,
    )
    await net.connection.networkHelpers.time.increaseTo(eta)
    await governor.write.execute(args)
    return Number(eta - timestamp)
  }
})
