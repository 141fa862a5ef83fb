import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { encodeFunctionData, getAbiItem, parseEther, toFunctionSelector, zeroHash } from 'viem'
import { ROLES } from '../../deploy/roles.ts'
import { type Deployed, deployed } from './deployed.ts'

const PURCHASED = 0

/** The council proposes, the timelock waits, the guardian can only stop. */
describe('governance', () => {
  let net: Deployed
  before(async () => {
    net = await deployed()
  })

  it('changes a limit through the timelock after its delay', async () => {
    const { council, stranger } = net.users
    const call = await scheduleLimit(parseEther('7'))

    await assert.rejects(execute(council, call), /TimelockUnexpectedOperationState/)
    await net.connection.networkHelpers.time.increase(net.parameters.timelock.minDelaySeconds)
    await assert.rejects(execute(stranger, call), /AccessControlUnauthorizedAccount/)
    await execute(council, call)
    const limit = await net.chain.sparkPoints.read.mintLimit([net.users.artist.address, PURCHASED])
    assert.deepEqual(limit, [parseEther('7'), 60])
  })

  it('lets the guardian cancel a proposal, and propose none', async () => {
    const { council, guardian } = net.users
    const call = await scheduleLimit(parseEther('8'))
    const id = await net.chain.timelock.read.hashOperation([...call])
    await net.as(guardian).timelock.write.cancel([id])
    await net.connection.networkHelpers.time.increase(net.parameters.timelock.minDelaySeconds)
    await assert.rejects(execute(council, call), /TimelockUnexpectedOperationState/)

    const delay = BigInt(net.parameters.timelock.minDelaySeconds)
    await assert.rejects(
      net.as(guardian).timelock.simulate.schedule([...call, delay], { account: guardian }),
      /AccessControlUnauthorizedAccount/,
    )
  })

  it('lets the guardian pause deposits, and only the timelock resume them', async () => {
    const { guardian } = net.users
    const ledger = net.as(guardian).renderLedger
    await ledger.write.pause()
    await assert.rejects(ledger.simulate.unpause({ account: guardian }))

    const data = encodeFunctionData({ abi: ledger.abi, functionName: 'unpause' })
    const call = await schedule(net.contracts.renderLedger, data)
    await net.connection.networkHelpers.time.increase(net.parameters.timelock.minDelaySeconds)
    await execute(net.users.council, call)
    await ledger.write.pause()
  })

  it('refuses the council everything that it did not propose', async () => {
    const { council } = net.users
    const { accessManager, sparkPoints } = net.as(council)
    const unauthorized = /AccessManage[dr]Unauthorized/
    await assert.rejects(
      sparkPoints.simulate.setMintLimit([council.address, PURCHASED, 1n, 1], { account: council }),
      unauthorized,
    )
    await assert.rejects(
      accessManager.simulate.grantRole([ROLES.admin.id, council.address, 0], { account: council }),
      unauthorized,
    )
    const selector = toFunctionSelector(getAbiItem({ abi: sparkPoints.abi, name: 'mint' }))
    await assert.rejects(
      accessManager.simulate.setTargetFunctionRole([sparkPoints.address, [selector], ROLES.council.id], {
        account: council,
      }),
      unauthorized,
    )
  })

  type Call = readonly [`0x${string}`, bigint, `0x${string}`, `0x${string}`, `0x${string}`]

  const scheduleLimit = (capacity: bigint) =>
    schedule(
      net.contracts.sparkPoints,
      encodeFunctionData({
        abi: net.chain.sparkPoints.abi,
        functionName: 'setMintLimit',
        args: [net.users.artist.address, PURCHASED, capacity, 60],
      }),
    )

  async function schedule(target: `0x${string}`, data: `0x${string}`): Promise<Call> {
    const call = [target, 0n, data, zeroHash, zeroHash] as const
    const delay = BigInt(net.parameters.timelock.minDelaySeconds)
    await net.as(net.users.council).timelock.write.schedule([...call, delay])
    return call
  }

  async function execute(account: Deployed['users']['council'], call: Call): Promise<void> {
    const { timelock } = net.as(account)
    await timelock.simulate.execute([...call], { account })
    await timelock.write.execute([...call])
  }
})
