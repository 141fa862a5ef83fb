import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import {
  approveSogni,
  claim,
  claimRoyalty,
  claimTreasury,
  closeSession,
  executeFromAccount,
  flushBurn,
  getSession,
  getWorker,
  openSession,
  poke,
  pushSparkRate,
  refillPool,
  reportNoShow,
  requestClaim,
  requestWithdrawal,
  settleBatch,
  settleTickets,
  topUp,
  type WriteClient,
  withdraw,
} from '@supernet/sdk/actions'
import {
  encodeBatch,
  encodeTicketBatch,
  hashTicket,
  ledgerDomain,
  lineOf,
  receiptsRoot,
  registryDomain,
  signAccept,
  signOperator,
  signReceipt,
  signReport,
  signTab,
  signTicket,
} from '@supernet/sdk/protocol'
import type { Ticket } from '@supernet/sdk/schema'
import { createWalletClient, custom, encodeFunctionData, keccak256, parseEther, toHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { hardhat } from 'viem/chains'
import { type Deployed, deployed } from './deployed.ts'

const HASH = keccak256(toHex('some bytes'))
const DAY = 86_400
const UNIT_PRICE = 100_000_000n

/** Every action of the SDK against the deployed contracts: what it does, and the code of what is refused. */
describe('the actions of the SDK', () => {
  let net: Deployed
  let ledger: `0x${string}`
  let user: WriteClient
  let anyone: WriteClient
  const key = privateKeyToAccount(generatePrivateKey())
  const operator = privateKeyToAccount(generatePrivateKey())
  const signer = () => ({ ledger, key: key.address })

  const walletOf = (account: Deployed['users']['artist']): WriteClient =>
    createWalletClient({ account, chain: hardhat, transport: custom(net.connection.provider) })
  const refuses = (action: Promise<unknown>, code: string) =>
    assert.rejects(
      action,
      (error: { code?: string }) => error.code === code || assert.equal(error.code, code),
    )
  const now = async () => Number((await net.reader.getBlock()).timestamp)
  const pass = async (seconds: number) => {
    await net.connection.provider.request({ method: 'evm_increaseTime', params: [seconds] })
    await net.connection.provider.request({ method: 'evm_mine' })
  }
  const domain = () => ledgerDomain(31_337, ledger)
  const session = () => getSession(net.reader, signer())

  before(async () => {
    net = await deployed()
    ledger = net.contracts.renderLedger
    user = walletOf(net.users.artist)
    anyone = walletOf(net.users.stranger)
    const table = {
      fixedMs: 43_200,
      minMs: 1,
      stepMicro: 0n,
      maxSteps: 20,
      maxCount: 4,
      points: [{ pixels: 1024, bps: 10_000 }],
    }
    const spec = { name: 'a', contentRoot: HASH, uri: 'a', classId: HASH, royaltyBps: 500, table }
    await net.as(net.users.curator).modelRegistry.write.register([net.users.artist.address, spec])
    const workerId = await net.chain.workerRegistry.read.relaxedId([operator.address])
    const registry = registryDomain(31_337, net.contracts.workerRegistry)
    const consent = await signOperator(operator, registry, { workerId, owner: net.users.worker.address })
    await net.as(net.users.worker).workerRegistry.write.registerRelaxed([operator.address, consent])
    await net.as(net.users.faucet).sogniToken.write.transfer([net.users.artist.address, parseEther('3')])
  })

  it('open, top up and read a session', async () => {
    const parameters = {
      ledger,
      renderKey: key,
      currency: 'sogni',
      expiry: (await now()) + 30 * DAY,
    } as const
    await refuses(openSession(user, { ...parameters, amount: 1n }), 'ERC20InsufficientAllowance')
    await approveSogni(user, { sogniToken: net.contracts.sogniToken, ledger, amount: 3_000_000_000n })
    await openSession(user, { ...parameters, amount: 1_000_000_000n })
    await refuses(openSession(user, { ...parameters, amount: 1n }), 'RenderLedgerKeyInUse')
    await topUp(user, { ...signer(), amount: 500_000_000n })
    const { owner, currency, state, balance, window } = await session()
    assert.deepEqual(
      { owner, currency, state, balance, window },
      {
        owner: net.users.artist.address,
        currency: 'sogni',
        state: 'open',
        balance: 1_500_000_000n,
        window: { base: 0, bits: 0n },
      },
    )
    assert.equal((await getSession(net.reader, { ledger, key: operator.address })).state, 'none')
  })

  it('read a worker by its operator key', async () => {
    const { workerRegistry } = net.contracts
    const worker = await getWorker(net.reader, { workerRegistry, operator: operator.address })
    assert.equal(worker?.owner, net.users.worker.address)
    assert.equal(worker?.fast, false)
    assert.equal(await getWorker(net.reader, { workerRegistry, operator: key.address }), undefined)
  })

  const ticketAt = async (seq: number): Promise<Ticket> => ({
    jobId: HASH,
    seq,
    model: 1,
    unitPrice: UNIT_PRICE,
    unitMs: 43_200,
    stepsPerImage: 20,
    deliverBy: (await now()) + 60,
    redeemBy: (await now()) + 7_260,
    paramsCommit: HASH,
    shares: [{ operator: operator.address, images: 1 }],
  })
  const receiptOf = async (ticket: Ticket) => {
    const receipt = {
      ticket: hashTicket(domain(), ticket),
      share: 0,
      paramsCommit: HASH,
      classId: HASH,
      resultRoot: HASH,
      traceRoot: HASH,
      images: 1,
      steps: 20,
      elapsedMs: 1_000,
      completedAt: await now(),
      last: true,
    }
    return { receipt, signature: await signReceipt(operator, domain(), receipt) }
  }

  it('settle a line by tab and report, and a ticket by its receipt', async () => {
    const first = await ticketAt(0)
    const { receipt } = await receiptOf(first)
    const lines = [lineOf(key.address, first, 0, receipt)]
    const report = { lines, receiptsRoot: receiptsRoot([HASH]), time: await now() }
    const tab = { session: key.address, lines, ratings: '0x02' as const }
    const signature = await signTab(key, domain(), lines, tab.ratings)
    const batch = encodeBatch(
      [{ ...tab, signature }],
      [
        {
          operator: operator.address,
          receiptsRoot: report.receiptsRoot,
          time: report.time,
          signature: await signReport(operator, domain(), report),
        },
      ],
    )
    await settleBatch(anyone, { ledger, batch })

    const second = await ticketAt(1)
    const signed = {
      session: key.address,
      ticket: second,
      signature: await signTicket(key, domain(), second),
    }
    await settleTickets(anyone, {
      ledger,
      batch: encodeTicketBatch([{ signed, receipts: [await receiptOf(second)] }]),
    })
    const { balance, window } = await session()
    assert.deepEqual(
      { balance, window },
      { balance: 1_500_000_000n - 2n * UNIT_PRICE, window: { base: 2, bits: 0n } },
    )
    const { good, jobs } = await net.chain.renderLedger.read.worker([operator.address])
    assert.deepEqual({ good, jobs }, { good: 1, jobs: 2 })
  })

  it('refuse a batch with a forged report', async () => {
    const ticket = await ticketAt(2)
    const lines = [lineOf(key.address, ticket, 0, { images: 1, steps: 20 })]
    const tab = { session: key.address, lines, ratings: '0x00' as const }
    const signature = await signTab(key, domain(), lines, tab.ratings)
    const forged = { operator: operator.address, receiptsRoot: HASH, time: await now(), signature }
    await refuses(
      settleBatch(anyone, { ledger, batch: encodeBatch([{ ...tab, signature }], [forged]) }),
      'RenderLedgerInvalidSignature',
    )
  })

  it('report a no-show after the ticket is dead, not before', async () => {
    const ticket = await ticketAt(2)
    const accept = { ticket: hashTicket(domain(), ticket), share: 0, at: await now() }
    const parameters = {
      ledger,
      signed: { session: key.address, ticket, signature: await signTicket(key, domain(), ticket) },
      share: 0,
      acceptedAt: accept.at,
      acceptSignature: await signAccept(operator, domain(), accept),
    }
    await refuses(reportNoShow(anyone, parameters), 'RenderLedgerTicketStillOpen')
    await pass(7_300)
    await reportNoShow(anyone, parameters)
    assert.equal((await session()).window.base, 3)
  })

  it('pay the model, whose owner spends it from the token-bound account', async () => {
    await claimRoyalty(anyone, { ledger, model: 1 })
    const account = await net.chain.modelRegistry.read.accountOf([1])
    const data = encodeFunctionData({
      abi: net.chain.sogniToken.abi,
      functionName: 'transfer',
      args: [net.users.council.address, parseEther('0.01')],
    })
    const spend = { account, to: net.contracts.sogniToken, data }
    await refuses(executeFromAccount(anyone, spend), 'transaction-reverted')
    await executeFromAccount(user, spend)
    assert.equal(await net.chain.sogniToken.read.balanceOf([account]), 0n)
    await refuses(claimRoyalty(anyone, { ledger, model: 1 }), 'RenderLedgerNothingToClaim')
  })

  it('pay the worker after its holdback', async () => {
    const exit = { ledger, operator: operator.address }
    await refuses(requestClaim(anyone, exit), 'RenderLedgerNotClaimant')
    await requestClaim(walletOf(net.users.worker), exit)
    await refuses(claim(anyone, exit), 'RenderLedgerNothingToClaim')
    await pass(7 * DAY)
    await claim(anyone, exit)
    assert.equal(await net.chain.sogniToken.read.balanceOf([net.users.worker.address]), parseEther('0.1'))
  })

  it('pay the treasury, take the Spark rate over and burn what was spent', async () => {
    await claimTreasury(anyone, { ledger })
    await refuses(claimTreasury(anyone, { ledger }), 'RenderLedgerNothingToClaim')
    await refuses(poke(anyone, signer()), 'RenderLedgerSessionNotExpired')
    assert.deepEqual(
      [pushSparkRate.call({ ledger }), flushBurn.call({ ledger })].map(({ functionName }) => functionName),
      ['pushSparkRate', 'flushBurn'],
    )
    assert.equal(refillPool.call({ treasury: net.contracts.treasury }).functionName, 'refillPool')
  })

  it('pay a session back after 48 hours, and end it', async () => {
    await refuses(requestWithdrawal(anyone, { ...signer(), amount: 1n }), 'RenderLedgerNotOwner')
    await requestWithdrawal(user, { ...signer(), amount: 300_000_000n })
    await refuses(withdraw(anyone, signer()), 'RenderLedgerLocked')
    await pass(2 * DAY)
    await withdraw(anyone, signer())
    assert.equal((await session()).balance, 1_000_000_000n)
    await closeSession(user, signer())
    assert.equal((await session()).state, 'closing')
    await pass(2 * DAY)
    await withdraw(anyone, signer())
    assert.equal((await session()).state, 'closed')
    await refuses(topUp(user, { ...signer(), amount: 1n }), 'RenderLedgerSessionNotOpen')
  })
})
