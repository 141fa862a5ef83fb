import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { decodePng } from '../../node/png.ts'
import { ledgerDomain } from '../../protocol/typedData.ts'
import type { Network } from '../../schema/network.ts'
import type { Body, Order } from '../../schema/order.ts'
import type { SignedTab } from '../../schema/typed.ts'
import { address } from '../../testing/jobRecords.ts'
import { memoryStore } from '../memoryStore.ts'
import { createSupernet, type SupernetParameters } from '../supernet.ts'
import type { JobUpdate } from '../updates.ts'
import { fakeChain } from './fakeChain.ts'
import { fakeRelayer } from './fakeRelayer.ts'
import { fakeWorker } from './fakeWorker.ts'

const names = [
  'sogniToken',
  'sparkPoints',
  'renderLedger',
  'renderPricing',
  'governedPrice',
  'priceOracle',
  'workerLicense',
  'workerRegistry',
  'modelRegistry',
  'treasury',
  'usdc',
  'assetPrices',
  'salePolicy',
  'sparkSale',
  'fiatMinter',
  'promoIssuer',
  'rewardStream',
  'rewardsDistributor',
  'milestoneGrants',
  'modelCreatorFund',
  'modelSubmissions',
  'modelClaims',
  'modelAccess',
  'modelStake',
  'scoreBoard',
  'stakeActivity',
  'workActivity',
  'dailyBoost',
  'referrals',
  'quests',
  'contestPrizes',
  'buyback',
  'weth',
  'uniswapFactory',
  'pauseDesk',
  'accessManager',
  'timelock',
  'erc6551Registry',
  'modelAccountImplementation',
  'vestingVaults',
  'stakingVault',
  'lpStaking',
  'stakeBenefits',
  'autoStaker',
  'governor',
  'entryPoint',
  'accountFactory',
  'deviceValidator',
  'recoveryValidator',
  'delegateValidator',
  'webAuthnVerifier',
  'sponsorPaymaster',
] as const

export const order: Order = {
  model: 1,
  width: 8,
  height: 8,
  steps: 4,
  count: 4,
  tier: 'fast',
  currency: 'spark',
}
export const body: Body = {
  prompt: 'a boat',
  negativePrompt: '',
  seed: '70',
  guidanceScale: 5,
  previews: true,
}

/** A chain, a relayer and two workers for one test; by default everybody does what is right. */
export async function fakeNetwork(workerCount = 2) {
  const contracts = Object.fromEntries(names.map((name, i) => [name, address(i + 1)])) as Network['contracts']
  const domain = ledgerDomain(31_337, contracts.renderLedger)
  const chain = fakeChain()
  const workers = await Promise.all(Array.from({ length: workerCount }, (_, i) => fakeWorker(domain, i + 1)))
  for (const { account, owner, workerId } of workers)
    chain.workers.set(account.address, {
      workerId,
      owner,
      operator: account.address,
      fast: true,
      jailed: false,
      minSeq: 1,
    })
  const relayer = await fakeRelayer(domain, workers)
  const renderKey = privateKeyToAccount(generatePrivateKey())
  const owner = privateKeyToAccount(generatePrivateKey()).address
  const openSession = (key = renderKey.address) =>
    chain.sessions.set(key, {
      owner,
      currency: 1,
      state: 1,
      balance: 100_000_000n,
      window: { base: 0, bits: 0n },
      expiry: chain.now() + 7 * 86_400,
    })
  openSession()

  relayer.hooks.onOffer = async (offer, worker) => {
    const { images } = offer.signed.ticket.shares[offer.share] ?? { images: 0 }
    const seq = offer.signed.ticket.seq + offer.share
    for (let done = 1; done <= images; done++)
      relayer.deliver(
        offer.signed.ticket.jobId,
        seq,
        await worker.render(offer, { images: done, last: done === images }),
      )
  }
  /** Settles every line of a tab, as a batch does. */
  const settle = (tab: SignedTab) => {
    for (const { seq } of tab.lines)
      for (const job of relayer.jobs.values()) {
        const share = job.shares.findLast((found) => found.seq === seq)
        if (job.session !== tab.session || share?.state !== 'tabbed') continue
        chain.useNumber(tab.session, seq)
        relayer.change(job.jobId, seq, {
          state: 'settled',
          settledTx: `0x${'ab'.repeat(32)}`,
          settledBlock: 9,
        })
      }
  }
  relayer.hooks.after = async (route, posted) => {
    if (route === 'postTab') setTimeout(() => settle(posted as SignedTab), 5)
  }

  const network: Network = {
    chainId: 31_337,
    rpcUrl: 'http://127.0.0.1:1',
    relayerUrl: relayer.url,
    contracts,
    deployBlock: 0,
  }
  const store = memoryStore()
  const clients: { close(): void }[] = []
  const connect = (values: Partial<SupernetParameters> = {}) => {
    const client = createSupernet({ network, chain: chain.client, store, renderKey, decodePng, ...values })
    clients.push(client)
    return client
  }
  return {
    chain,
    relayer,
    workers,
    renderKey,
    owner,
    store,
    domain,
    connect,
    openSession,
    settle,
    close: async () => {
      for (const client of clients) client.close()
      await relayer.close()
    },
  }
}

export type FakeNetwork = Awaited<ReturnType<typeof fakeNetwork>>

/** All updates of a run. */
export async function collect(updates: AsyncIterable<JobUpdate>): Promise<JobUpdate[]> {
  const all: JobUpdate[] = []
  for await (const update of updates) all.push(update)
  return all
}

export const ofType = <T extends JobUpdate['type']>(updates: readonly JobUpdate[], type: T) =>
  updates.filter((update): update is Extract<JobUpdate, { type: T }> => update.type === type)
