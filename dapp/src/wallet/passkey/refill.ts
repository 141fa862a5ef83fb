import { FIRST_DELEGATE_PER_DAY } from '@supernet/sdk/accounts'
import { claimBoost, getBoost, getSession, OPERATIONS, openSession, topUp } from '@supernet/sdk/actions'
import { SPARK_UNIT_WEI } from '@supernet/sdk/protocol'
import { createWalletClient, custom } from 'viem'
import { chainOf } from '../../lib/chain.ts'
import type { DeviceDb } from '../../lib/device/db.ts'
import type { Services } from '../../lib/services.ts'
import { waitForIndexer } from '../../queries/status.ts'
import { unusedRenderKey } from '../renderKey.ts'
import type { Step } from '../send.ts'
import type { AccountRow } from './accountRow.ts'
import type { Delegate } from './delegate.ts'
import { freeSparkOf } from './freeSpark.ts'
import { delegateProvider } from './openAccount.ts'

export type RefillStep = 'claim' | 'open'

/**
 * Takes the boost of today and puts all free Spark where this device can spend it, without asking anybody. Each step
 * looks first whether it is done: after a failure or in another tab it goes on where it stopped.
 */
export async function refill(
  services: Services,
  db: DeviceDb,
  row: AccountRow,
  { key, validUntil }: Delegate,
  onStep: (step: RefillStep) => void,
): Promise<void> {
  const { contracts } = services.network
  const { dailyBoost, renderLedger: ledger } = contracts
  const { account } = row
  const chain = await services.chain()
  const boost = await getBoost(chain, { dailyBoost, account })
  if (!boost.claimed && boost.amount > 0n) {
    onStep('claim')
    const word = await services.relayer.postBoost({ body: { account } })
    await send(services, row, key, (client) => claimBoost(client, { dailyBoost, account, ...word }))
  }

  const held = await freeSparkOf(chain, contracts, account)
  const units = held / SPARK_UNIT_WEI
  const isMore = units > FIRST_DELEGATE_PER_DAY
  const amount = isMore ? FIRST_DELEGATE_PER_DAY : units
  if (amount === 0n) return
  onStep('open')
  const { state } = await getSession(chain, { ledger, key: key.address })
  const block = await send(services, row, key, async (client) => {
    if (state === 'open') return topUp(client, { ledger, key: key.address, amount })
    // A key opens one budget in its life: where that one was closed, another key of this device takes over.
    const renderKey = state === 'none' ? key : await unusedRenderKey(db, services)
    return openSession(client, { ledger, renderKey, currency: 'promo', amount, expiry: validUntil })
  })
  await waitForIndexer(services, block)
}

async function send(services: Services, row: AccountRow, key: Delegate['key'], step: Step): Promise<bigint> {
  const provider = await delegateProvider(services, row, key)
  const client = createWalletClient({
    account: row.account,
    chain: chainOf(services.network),
    transport: custom(provider, { retryCount: 0, key: OPERATIONS }),
  })
  const hash = await step(client)
  const chain = await services.chain()
  return (await chain.waitForTransactionReceipt({ hash })).blockNumber
}
