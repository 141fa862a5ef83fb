import { renderLedgerAbi } from '@supernet/sdk/abi'
import { relayerClient } from '@supernet/sdk/http'
import { expect, test } from 'vitest'
import { until } from '../../deploy/local/until.ts'
import { chainClock } from '../helpers/chainTime.ts'
import { craftJob, tabOver } from '../helpers/craftedJob.ts'
import { jobIn } from '../helpers/jobViews.ts'
import { offeredModel, smallOrder } from '../helpers/offeredModel.ts'
import { accruedOf, present, registerRelaxed } from '../helpers/relaxedWorkers.ts'
import { startScriptedWorker } from '../helpers/scriptedWorker.ts'
import { openTestSession } from '../helpers/sessions.ts'
import { startTestNetwork } from '../helpers/testNetwork.ts'

const WORKERS = 20
/** Most workers of one ticket. */
const SHARES = 16

test('one worker of twenty never signs: the other nineteen are paid within two batches', async () => {
  const net = await startTestNetwork({ workers: 0 })
  try {
    const workers = await registerRelaxed(net, WORKERS)
    await present(net.urls.relayer, workers, 'registered')
    // As fast as their receipts will say: the relayer spreads an order over equals.
    const model = { ...(await offeredModel(net)), stepMs: 0, fixedMs: 1 }
    const now = await chainClock(net.urls.rpc)
    const crew = await Promise.all(
      workers.map(({ operator, workerId }, index) =>
        startScriptedWorker({
          network: net.network,
          operator,
          workerId,
          model,
          now,
          signsReports: index !== 0,
        }),
      ),
    )
    await present(net.urls.relayer, workers, 'online')

    // Two users whose tickets share workers; the silent one stands in the first user's ticket.
    const relayer = relayerClient(net.urls.relayer)
    const sets = [workers.slice(0, SHARES), workers.slice(WORKERS - SHARES)]
    const jobs = []
    for (const set of sets) {
      const session = await openTestSession(net)
      const exclude = workers
        .filter((worker) => !set.includes(worker))
        .map(({ operator }) => operator.address)
      const order = smallOrder(net.modelId, { count: SHARES })
      const job = await craftJob({ network: net.network, key: session.key, order, seq: 0, exclude })
      expect(new Set(job.ticket.shares.map(({ operator }) => operator)).size).toBe(SHARES)
      await relayer.postTicket({ body: job.posted })
      jobs.push({ session, job: await jobIn(net.urls.relayer, job.jobId, ['delivered']) })
    }
    for (const { session, job } of jobs)
      await relayer.postTab({ body: await tabOver(net.network, session.key, job) })

    const paid = await until(
      async () => {
        const accrued = await accruedOf(net, workers.slice(1))
        return accrued.every((amount) => amount > 0n) && accrued
      },
      { what: 'The pay of the nineteen', timeoutMs: 60_000, everyMs: 100 },
    )
    expect(paid).toHaveLength(WORKERS - 1)
    const batches = await net.chain.reader.getContractEvents({
      address: net.network.contracts.renderLedger,
      abi: renderLedgerAbi,
      eventName: 'BatchSettled',
      fromBlock: BigInt(net.network.deployBlock),
    })
    expect(batches.length).toBeLessThanOrEqual(2)
    for (const worker of crew) worker.stop()
  } finally {
    await net.end()
  }
})
