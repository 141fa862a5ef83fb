import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import {
  bond,
  castVote,
  castVoteBySig,
  delegate,
  execute,
  getStake,
  openSession,
  proposalDetails,
  propose,
  queue,
  refreshDiscount,
  requestUnstake,
  restake,
  stake,
  stakeWithPermit,
  unbond,
  type WriteClient,
  withdrawStake,
} from '@supernet/sdk/actions'
import { governorDomain, signBallot } from '@supernet/sdk/protocol'
import { createWalletClient, custom, parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { hardhat } from 'viem/chains'
import { type Deployed, deployed } from './deployed.ts'

const DAY = 86_400
const QUEUED = 5
const EXECUTED = 7
const COOLDOWN = 7 * DAY
const STAKE = parseEther('20000')

/** The actions of stakers and voters against the deployed contracts: what they do, and the code of what is refused. */
describe('the actions of stakers', () => {
  let net: Deployed
  let artist: WriteClient
  let worker: WriteClient
  let vault: { stakingVault: `0x${string}` }
  let governor: `0x${string}`
  let workerId: `0x${string}`

  const refuses = (action: Promise<unknown>, code: string) =>
    assert.rejects(
      action,
      (error: { code?: string }) => error.code === code || assert.equal(error.code, code),
    )
  const now = async () => Number((await net.reader.getBlock()).timestamp)
  const pass = (seconds: number) => net.connection.networkHelpers.time.increase(seconds)
  const stakeOf = ({ account }: WriteClient) => {
    const { stakingVault, stakeBenefits } = net.contracts
    return getStake(net.reader, { stakingVault, stakeBenefits, account: account.address })
  }
  const balanceOf = ({ account }: WriteClient) => net.chain.sogniToken.read.balanceOf([account.address])

  before(async () => {
    net = await deployed()
    const clientOf = (account: Deployed['users']['artist']): WriteClient =>
      createWalletClient({ account, chain: hardhat, transport: custom(net.connection.provider) })
    artist = clientOf(net.users.artist)
    worker = clientOf(net.users.worker)
    vault = { stakingVault: net.contracts.stakingVault }
    governor = net.contracts.governor
    workerId = await net.chain.workerRegistry.read.fastId([1n])
    const faucet = net.as(net.users.faucet).sogniToken
    for (const { account } of [artist, worker]) await faucet.write.transfer([account.address, STAKE])
  })

  it('stake with an allowance, which gives votes at once', async () => {
    const { sogniToken } = net.as(net.users.artist)
    const amount = STAKE / 2n
    await refuses(stake(artist, { ...vault, amount }), 'ERC20InsufficientAllowance')
    await sogniToken.write.approve([vault.stakingVault, amount])
    await refuses(stake(artist, { ...vault, amount: 0n }), 'StakingVaultZeroAmount')
    await stake(artist, { ...vault, amount })
    const { active, votes, delegatee } = await stakeOf(artist)
    assert.deepEqual([active, votes, delegatee], [amount, amount, artist.account.address])
  })

  it('stake with a permit, in one transaction', async () => {
    const { sogniToken } = net.contracts
    const permit = { ...vault, sogniToken, amount: STAKE / 2n }
    const late = { ...permit, deadline: BigInt((await now()) - 1) }
    await refuses(stakeWithPermit(artist, late), 'ERC20InsufficientAllowance')
    for (const client of [artist, worker])
      await stakeWithPermit(client, { ...permit, deadline: BigInt((await now()) + 600) })
    assert.equal((await stakeOf(artist)).active, STAKE)
    assert.equal((await stakeOf(worker)).active, STAKE / 2n)
    assert.equal(
      await net.chain.sogniToken.read.allowance([net.users.worker.address, vault.stakingVault]),
      0n,
    )
  })

  it("push a staker's discount to its session", async () => {
    const key = privateKeyToAccount(generatePrivateKey())
    const ledger = net.contracts.renderLedger
    const { stakeBenefits } = net.contracts
    await net.as(net.users.faucet).sogniToken.write.transfer([artist.account.address, parseEther('1')])
    await net.as(net.users.artist).sogniToken.write.approve([ledger, parseEther('1')])
    const expiry = (await now()) + 30 * DAY
    await openSession(artist, { ledger, renderKey: key, currency: 'sogni', expiry, amount: 1_000_000_000n })
    await refreshDiscount(worker, { stakeBenefits, key: key.address })
    const { discountBps } = await net.chain.renderLedger.read.session([key.address])
    assert.equal(discountBps, 500)
    assert.equal((await stakeOf(artist)).discountBps, 500)
  })

  it('bond a worker, and take it back', async () => {
    const owner = worker.account.address
    const required = await net.chain.stakeBenefits.read.requiredOf([workerId, owner])
    const isBonded = () => net.chain.stakeBenefits.read.isBonded([workerId, owner])
    await refuses(bond(worker, { ...vault, workerId, amount: STAKE }), 'StakingVaultInsufficientStake')
    await bond(worker, { ...vault, workerId, amount: required })
    assert.equal(await isBonded(), true)
    const { bonded, free, votes } = await stakeOf(worker)
    assert.deepEqual([bonded, free, votes], [required, STAKE / 2n - required, STAKE / 2n])
    await refuses(requestUnstake(worker, { ...vault, amount: STAKE / 2n }), 'StakingVaultInsufficientStake')
    await refuses(unbond(worker, { ...vault, workerId, amount: STAKE }), 'StakingVaultInsufficientBond')
    await unbond(worker, { ...vault, workerId, amount: 1n })
    assert.equal(await isBonded(), false)
  })

  it('unstake, change its mind in part, and withdraw the rest after the cooldown', async () => {
    const amount = parseEther('100')
    await refuses(withdrawStake(worker, vault), 'StakingVaultNothingReady')
    await requestUnstake(worker, { ...vault, amount })
    await refuses(restake(worker, { ...vault, amount: amount + 1n }), 'StakingVaultInsufficientCooling')
    await restake(worker, { ...vault, amount: amount / 4n })
    const cooling = amount - amount / 4n
    const { requests, active } = await stakeOf(worker)
    assert.deepEqual([requests.map((request) => request.amount), active], [[cooling], STAKE / 2n - cooling])
    await refuses(withdrawStake(worker, vault), 'StakingVaultNothingReady')
    await pass(COOLDOWN)
    const before = await balanceOf(worker)
    await withdrawStake(worker, vault)
    assert.equal((await balanceOf(worker)) - before, cooling)
    assert.equal((await stakeOf(worker)).cooling, 0n)
  })

  it('delegate votes, and take them back', async () => {
    const votes = vault.stakingVault
    const { active } = await stakeOf(worker)
    await delegate(worker, { votes, to: artist.account.address })
    assert.deepEqual([(await stakeOf(artist)).votes, (await stakeOf(worker)).votes], [STAKE + active, 0n])
    await delegate(worker, { votes, to: worker.account.address })
    assert.equal((await stakeOf(worker)).votes, active)
  })

  it('propose, vote, queue and execute', async () => {
    const { governance, timelock } = net.parameters
    const calls = [
      {
        abi: net.chain.stakeBenefits.abi,
        address: net.contracts.stakeBenefits,
        functionName: 'setCurve',
        args: [[{ extraBps: 0, discountBps: 0 }]],
      },
    ]
    const proposal = { calls, description: '# No discount for extra stake' }
    const stranger = createWalletClient({
      account: net.users.stranger,
      chain: hardhat,
      transport: custom(net.connection.provider),
    })
    await refuses(propose(stranger, { governor, ...proposal }), 'GovernorInsufficientProposerVotes')
    await propose(artist, { governor, ...proposal })
    const { targets, values, calldatas, descriptionHash } = proposalDetails(proposal)
    const hashed = [targets, values, calldatas, descriptionHash] as const
    const proposalId = await net.chain.governor.read.getProposalId([...hashed])
    const id = { governor, proposalId }

    await refuses(castVote(artist, { ...id, support: 'for' }), 'GovernorUnexpectedProposalState')
    await pass(governance.votingDelaySeconds + 1)
    await castVote(artist, { ...id, support: 'for', reason: 'simpler' })
    const nonce = await net.chain.governor.read.nonces([worker.account.address])
    const ballot = { proposalId, support: 'against', voter: worker.account.address, nonce } as const
    const signature = await signBallot(net.users.worker, governorDomain(31_337, governor), ballot)
    await castVoteBySig(stranger, { ...ballot, governor, signature })
    const { active } = await stakeOf(worker)
    assert.deepEqual(await net.chain.governor.read.proposalVotes([proposalId]), [active, STAKE, 0n])

    await refuses(queue(stranger, id), 'GovernorUnexpectedProposalState')
    await pass(governance.votingPeriodSeconds)
    await queue(stranger, id)
    assert.equal(await net.chain.governor.read.state([proposalId]), QUEUED)
    await refuses(execute(stranger, id), 'TimelockUnexpectedOperationState')
    await pass(timelock.minDelaySeconds)
    await execute(stranger, id)
    assert.equal(await net.chain.governor.read.state([proposalId]), EXECUTED)
    assert.deepEqual(await net.chain.stakeBenefits.read.curve(), [{ extraBps: 0, discountBps: 0 }])
  })
})
