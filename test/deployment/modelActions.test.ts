import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import {
  acceptSubmission,
  claimModel,
  countModel,
  declineSubmission,
  getModelStake,
  setModelLeastTier,
  setModelPrivacy,
  setModelUsers,
  stakeOnModel,
  submitModel,
  unstakeFromModel,
  type WriteClient,
  withdrawModelStake,
  withdrawSubmission,
} from '@supernet/sdk/actions'
import { signStatement } from '@supernet/sdk/protocol'
import { createWalletClient, custom, keccak256, parseEther, toHex } from 'viem'
import { hardhat } from 'viem/chains'
import { type Deployed, deployed } from './deployed.ts'

const DAY = 86_400
const KYC = keccak256(toHex('case 17'))
const spec = (name: string) => ({
  name,
  contentRoot: keccak256(toHex(name)),
  uri: `${name}/manifest.json`,
  classId: keccak256(toHex('class')),
  royaltyBps: 500,
  table: {
    fixedMs: 0,
    minMs: 4_320,
    stepMicro: 1_000_000,
    maxSteps: 100,
    maxCount: 16,
    pixels: [{ pixels: 128 * 128, bps: 10_000 }],
  },
})

/** The life of a model as an asset, through the actions of the SDK. */
describe('a model', () => {
  let net: Deployed
  let trainer: WriteClient
  let stranger: WriteClient
  let curator: WriteClient

  const refuses = (action: Promise<unknown>, code: string) =>
    assert.rejects(
      action,
      (error: { code?: string }) => error.code === code || assert.equal(error.code, code),
    )
  const pass = (seconds: number) => net.connection.networkHelpers.time.increase(seconds)

  before(async () => {
    net = await deployed()
    const clientOf = (account: Deployed['users']['artist']): WriteClient =>
      createWalletClient({ account, chain: hardhat, transport: custom(net.connection.provider) })
    trainer = clientOf(net.users.artist)
    stranger = clientOf(net.users.stranger)
    curator = clientOf(net.users.curator)
  })

  it('is submitted by its trainer, and accepted or declined by a curator', async () => {
    const { modelSubmissions, modelClaims } = net.contracts
    for (const name of ['kept', 'declined', 'withdrawn'])
      await submitModel(trainer, { modelSubmissions, spec: spec(name) })
    await refuses(
      acceptSubmission(stranger, { modelSubmissions, submissionId: 1, spec: spec('kept') }),
      'AccessManagedUnauthorized',
    )
    await refuses(
      acceptSubmission(curator, { modelSubmissions, submissionId: 1, spec: spec('other') }),
      'ModelSubmissionsOtherSpec',
    )
    await acceptSubmission(curator, { modelSubmissions, submissionId: 1, spec: spec('kept') })
    await declineSubmission(curator, { modelSubmissions, submissionId: 2, reason: 'not new' })
    await refuses(
      withdrawSubmission(stranger, { modelSubmissions, submissionId: 3 }),
      'ModelSubmissionsNotTrainer',
    )
    await withdrawSubmission(trainer, { modelSubmissions, submissionId: 3 })
    assert.equal(await net.chain.modelRegistry.read.ownerOf([1n]), modelClaims)
    assert.equal(await net.chain.modelSubmissions.read.trainerOf([1]), trainer.account.address)
  })

  it('goes to its trainer when an attester knows who that is', async () => {
    const { modelClaims } = net.contracts
    const { timestamp } = await net.reader.getBlock()
    const claim = { model: 1, to: trainer.account.address, kycRef: KYC, deadline: Number(timestamp) + 600 }
    const sign = (signer: Deployed['users']['artist']) =>
      signStatement(signer, 31_337, modelClaims, 'Claim', claim)
    const own = await sign(net.users.artist)
    await refuses(claimModel(trainer, { modelClaims, ...claim, signature: own }), 'AttestedNotByAttester')
    const signature = await sign(net.users.curator)
    const other = { ...claim, to: stranger.account.address }
    await refuses(claimModel(stranger, { modelClaims, ...other, signature }), 'ModelClaimsNotTrainer')
    await claimModel(stranger, { modelClaims, ...claim, signature })
    assert.equal(await net.chain.modelRegistry.read.ownerOf([1n]), trainer.account.address)
  })

  it('is staked on, and the stake comes back after its cooldown', async () => {
    const { modelStake } = net.contracts
    const account = stranger.account.address
    const on = { modelStake, model: 1 }
    await net.as(net.users.faucet).sogniToken.write.transfer([account, parseEther('1000')])
    await net.as(net.users.stranger).sogniToken.write.approve([modelStake, parseEther('1000')])
    await refuses(stakeOnModel(stranger, { ...on, model: 2, amount: 1n }), 'ModelRegistryUnknownModel')
    await stakeOnModel(stranger, { ...on, amount: parseEther('1000') })
    const { staked, total, boostBps } = await getModelStake(net.reader, { ...on, account })
    assert.deepEqual([staked, total, boostBps], [parseEther('1000'), parseEther('1000'), 5])
    await unstakeFromModel(stranger, { ...on, amount: parseEther('400') })
    await refuses(withdrawModelStake(stranger, on), 'ModelStakeNotReady')
    await pass(7 * DAY)
    await withdrawModelStake(stranger, on)
    assert.equal(await net.chain.sogniToken.read.balanceOf([account]), parseEther('400'))
  })

  it('is private to those whom its owner names', async () => {
    const { modelAccess } = net.contracts
    const on = { modelAccess, model: 1 }
    await refuses(setModelPrivacy(stranger, { ...on, isPrivate: true }), 'ModelAccessNotOwner')
    await setModelPrivacy(trainer, { ...on, isPrivate: true })
    const users = [stranger.account.address]
    await setModelUsers(trainer, { ...on, users, allowed: true })
    const may = (account: `0x${string}`) => net.chain.modelAccess.read.mayUse([1, account])
    const asked = [stranger, trainer, curator].map(({ account }) => may(account.address))
    assert.deepEqual(await Promise.all(asked), [true, true, false])
    await setModelUsers(trainer, { ...on, users, allowed: false })
    assert.equal(await may(stranger.account.address), false)
    await refuses(setModelLeastTier(stranger, { ...on, tier: 1 }), 'ModelAccessNotOwner')
    await setModelLeastTier(trainer, { ...on, tier: 1 })
    // Without a score nobody has a tier yet.
    assert.equal(await may(stranger.account.address), false)
    assert.equal(await net.chain.modelAccess.read.leastTier([1]), 1)
  })

  it('is counted for the fund only with new images', async () => {
    const { modelCreatorFund } = net.contracts
    const week = await net.chain.modelCreatorFund.read.currentWeek()
    const { timestamp } = await net.reader.getBlock()
    const intoWeek = Number(timestamp) - week * 7 * DAY
    if (intoWeek >= 3 * DAY) await pass(7 * DAY - intoWeek)
    await refuses(countModel(stranger, { modelCreatorFund, model: 1 }), 'ModelCreatorFundNothingNew')
  })
})
