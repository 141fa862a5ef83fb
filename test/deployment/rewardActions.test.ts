import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import {
  applyTier,
  bindReferrer,
  challengeRow,
  claimBoost,
  claimReward,
  closeCampaign,
  completeQuest,
  fundCampaign,
  getBoost,
  getQuest,
  getReferral,
  markWork,
  openQuest,
  postScores,
  releaseScoreBond,
  rewardReferral,
  type WriteClient,
} from '@supernet/sdk/actions'
import {
  EPOCH_SECONDS,
  epochAt,
  rewardProof,
  rewardRoot,
  scoreEpoch,
  scoreProofs,
  scoreRoot,
  signStatement,
  userId,
} from '@supernet/sdk/protocol'
import { createWalletClient, custom, keccak256, parseEther, toHex, zeroAddress } from 'viem'
import { hardhat } from 'viem/chains'
import { type Deployed, deployed } from './deployed.ts'

const DAY = 86_400
const CHAIN = 31_337
const PROMOTIONAL = 1
const HASH = keccak256(toHex('published rows'))

/** What accounts are given, through the actions of the SDK: what they do, and the code of what is refused. */
describe('rewards', () => {
  let net: Deployed
  let artist: WriteClient
  let stranger: WriteClient
  let council: WriteClient

  const refuses = (action: Promise<unknown>, code: string) =>
    assert.rejects(
      action,
      (error: { code?: string }) => error.code === code || assert.equal(error.code, code),
    )
  const now = async () => Number((await net.reader.getBlock()).timestamp)
  const pass = (seconds: number) => net.connection.networkHelpers.time.increase(seconds)
  const promoOf = (account: `0x${string}`) =>
    net.chain.sparkPoints.read.classBalanceOf([account, PROMOTIONAL])
  const clientOf = (account: Deployed['users']['artist']): WriteClient =>
    createWalletClient({ account, chain: hardhat, transport: custom(net.connection.provider) })

  before(async () => {
    net = await deployed()
    artist = clientOf(net.users.artist)
    stranger = clientOf(net.users.stranger)
    council = clientOf(net.users.council)
  })

  it('give the daily boost once a day, on the word of an attester', async () => {
    const { dailyBoost } = net.contracts
    const account = artist.account.address
    const { today } = await getBoost(net.reader, { dailyBoost, account })
    const deadline = (await now()) + 600
    const statement = { account, day: today, deadline }
    const byStranger = await signStatement(net.users.stranger, CHAIN, dailyBoost, 'Boost', statement)
    const signature = await signStatement(net.users.curator, CHAIN, dailyBoost, 'Boost', statement)
    const boost = { dailyBoost, account, deadline }
    await refuses(claimBoost(artist, { ...boost, signature: byStranger }), 'AttestedNotByAttester')
    await claimBoost(stranger, { ...boost, signature })
    assert.equal(await promoOf(account), parseEther('1'))
    const { amount, claimed, streak } = await getBoost(net.reader, { dailyBoost, account })
    assert.deepEqual([amount, claimed, streak], [parseEther('1'), true, 1])
    await refuses(claimBoost(artist, { ...boost, signature }), 'DailyBoostClaimed')
  })

  it('give a referrer its part of what a referee spends', async () => {
    const { referrals } = net.contracts
    const [referee, referrer] = [net.users.worker.address, net.users.stranger.address]
    await refuses(bindReferrer(stranger, { referrals, referrer }), 'ReferralsSelf')
    await bindReferrer(clientOf(net.users.worker), { referrals, referrer })
    await refuses(bindReferrer(stranger, { referrals, referrer: referee }), 'ReferralsCircle')
    const deadline = (await now()) + 600
    const spend = { referee, spent: parseEther('100'), deadline }
    const signature = await signStatement(net.users.curator, CHAIN, referrals, 'Spend', spend)
    await rewardReferral(artist, { referrals, ...spend, signature })
    assert.equal(await promoOf(referrer), parseEther('5'))
    await refuses(rewardReferral(artist, { referrals, ...spend, signature }), 'ReferralsNothingNew')
    const { spent, paid, ...rest } = await getReferral(net.reader, { referrals, referee })
    assert.deepEqual(
      [rest.referrer, spent, paid, rest.bps],
      [referrer, parseEther('100'), parseEther('5'), 500],
    )
    const nobody = await getReferral(net.reader, { referrals, referee: artist.account.address })
    assert.equal(nobody.referrer, undefined)
  })

  it('give the reward of a quest once', async () => {
    const { quests, sogniToken } = net.contracts
    const endsAt = (await now()) + DAY
    const quest = { quests, endsAt, left: 1, reward: parseEther('2'), uri: 'ipfs://quest' }
    const holds = { ...quest, kind: 'holds', token: sogniToken, target: 10n } as const
    await refuses(openQuest(stranger, holds), 'AccessManagedUnauthorized')
    await openQuest(council, holds)
    await openQuest(council, { ...quest, kind: 'attested', token: zeroAddress, target: 0n })

    const account = artist.account.address
    await refuses(completeQuest(artist, { quests, questId: 1, account }), 'QuestsNotReached')
    await net.as(net.users.faucet).sogniToken.write.transfer([account, 10n])
    const before = await promoOf(account)
    await completeQuest(artist, { quests, questId: 1, account })
    assert.equal((await promoOf(account)) - before, parseEther('2'))
    const { kind, reached, completed, left } = await getQuest(net.reader, { quests, questId: 1, account })
    assert.deepEqual([kind, reached, completed, left], ['holds', 10n, true, 0])
    await refuses(completeQuest(artist, { quests, questId: 1, account }), 'QuestsNotOpen')

    const statement = { questId: 2, account, deadline: endsAt }
    const signature = await signStatement(net.users.curator, CHAIN, quests, 'Quest', statement)
    await refuses(
      completeQuest(stranger, { quests, ...statement, signature: '0x' }),
      'ECDSAInvalidSignatureLength',
    )
    await completeQuest(stranger, { quests, ...statement, signature })
    assert.equal((await promoOf(account)) - before, parseEther('4'))
  })

  it('give the prizes of a contest from the budget for grants', async () => {
    const { contestPrizes } = net.as(net.users.council)
    const winner = net.users.licenseMinter.address
    await contestPrizes.write.announce([(await now()) + DAY, parseEther('50'), 'ipfs://contest'])
    await pass(DAY)
    await contestPrizes.write.award([1, [winner], [parseEther('50')]])
    assert.equal(await promoOf(winner), parseEther('50'))
    const available = await net.chain.promoIssuer.read.available([5])
    assert.equal(available, net.parameters.promoBudgets.Grant - parseEther('50'))
  })

  it('pay what was earned in a campaign, by proof', async () => {
    const { rewardsDistributor, sogniToken } = net.contracts
    const manager = net.as(net.users.council).rewardsDistributor
    await manager.write.openCampaign([sogniToken, 0, (await now()) + 30 * DAY, 'ipfs://campaign'])
    const campaign = { rewardsDistributor, campaign: 1 }
    const faucet = clientOf(net.users.faucet)
    await net.as(net.users.faucet).sogniToken.write.approve([rewardsDistributor, parseEther('10')])
    await fundCampaign(faucet, { ...campaign, amount: parseEther('10') })
    const earned = [
      { account: artist.account.address, earned: parseEther('4') },
      { account: stranger.account.address, earned: parseEther('5') },
    ]
    const { root, total } = rewardRoot(1, earned)
    await manager.write.publishRoot([1, root, total, HASH, 'ipfs://leaves'])
    const account = artist.account.address
    const claim = { account, ...(rewardProof(1, earned, account) ?? assert.fail()) }
    await refuses(claimReward(stranger, { ...campaign, ...claim }), 'RewardsDistributorNotEarned')
    await pass(DAY)
    const before = await net.chain.sogniToken.read.balanceOf([account])
    await claimReward(stranger, { ...campaign, ...claim })
    assert.equal((await net.chain.sogniToken.read.balanceOf([account])) - before, parseEther('4'))
    await refuses(claimReward(stranger, { ...campaign, ...claim }), 'RewardsDistributorNothingDue')
    await refuses(closeCampaign(stranger, campaign), 'RewardsDistributorStillRuns')
    await pass(30 * DAY)
    await closeCampaign(stranger, campaign)
    assert.equal(await net.chain.sogniToken.read.balanceOf([rewardsDistributor]), 0n)
  })

  it('give the tier of a posted score, which lowers what its account pays', async () => {
    const { scoreBoard } = net.contracts
    assert.equal(await net.chain.stakeBenefits.read.tierSource(), scoreBoard)
    const { bond, thresholds } = net.parameters.scores
    assert.deepEqual(await net.chain.scoreBoard.read.thresholds(), thresholds)
    const account = artist.account.address
    const epoch = epochAt(await now()) - 1
    const scored = scoreEpoch(
      [account, stranger.account.address].map((each, i) => ({
        id: userId(each),
        factors: [thresholds.spend * BigInt(i + 1), 0n, 1n, 0n, 0n],
      })),
    )
    const proofOf = scoreProofs('users', epoch, scored)
    const poster = clientOf(net.users.faucet)
    await net.as(net.users.faucet).sogniToken.write.approve([scoreBoard, bond])
    await postScores(poster, {
      scoreBoard,
      population: 'users',
      epoch,
      root: scoreRoot('users', epoch, scored),
      dataHash: HASH,
      count: scored.rows.length,
      totals: scored.totals,
      uri: 'ipfs://rows',
    })
    const row = scored.rows.find(({ id }) => id === userId(account)) ?? assert.fail()
    const proven = { scoreBoard, proposalId: 1, population: 'users', row, proof: proofOf(row) } as const
    await refuses(challengeRow(stranger, proven), 'ScoreBoardRowSound')
    await refuses(applyTier(stranger, proven), 'ScoreBoardNotAccepted')
    await pass(DAY)

    const before = await net.chain.stakeBenefits.read.discountOf([account])
    await applyTier(stranger, proven)
    assert.equal(row.tier, 4)
    assert.equal(await net.chain.scoreBoard.read.tierOf([account]), 4)
    assert.equal((await net.chain.stakeBenefits.read.discountOf([account])) - before, 750)
    await refuses(applyTier(stranger, proven), 'ScoreBoardAlreadyApplied')
    await releaseScoreBond(stranger, { scoreBoard, proposalId: 1 })
    assert.equal(await net.chain.sogniToken.read.balanceOf([scoreBoard]), 0n)
    await pass(4 * EPOCH_SECONDS)
    assert.ok((await net.chain.stakeBenefits.read.discountOf([account])) < before + 750)
  })

  it('let anyone mark what a worker has rendered', async () => {
    const { workActivity } = net.contracts
    const workerId = await net.chain.workerRegistry.read.fastId([1n])
    await markWork(stranger, { workActivity, workerId })
    const [at, baseMs] = await net.chain.workActivity.read.lastMark([workerId])
    assert.deepEqual([at > 0, baseMs], [true, 0n])
  })
})
