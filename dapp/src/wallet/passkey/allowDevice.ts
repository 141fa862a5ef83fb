import { claimBoost, getBoost, openSession } from '@supernet/sdk/actions'
import { SPARK_UNIT_WEI } from '@supernet/sdk/protocol'
import { sendTransaction } from 'viem/actions'
import type { DeviceDb } from '../../lib/device/db.ts'
import type { Services } from '../../lib/services.ts'
import { expiryIn } from '../renderKey.ts'
import type { Step } from '../send.ts'
import type { AccountRow } from './accountRow.ts'
import { authorization, DELEGATE_DAYS } from './delegate.ts'
import { freeSparkOf } from './freeSpark.ts'
import { revokingLostBirth } from './manage.ts'
import { sendTogether } from './sendTogether.ts'

/**
 * Lets a key of this device take the account's free Spark from now on, and hands it what there is today. The account's
 * person signs once for all of it. A key of a device that is lost loses the same right.
 */
export async function allowDevice(services: Services, db: DeviceDb, row: AccountRow): Promise<Step> {
  const { account } = row
  const { contracts } = services.network
  const { dailyBoost, renderLedger: ledger } = contracts
  const chain = await services.chain()
  const [{ renderKey, call }, lost, boost, held, expiry] = await Promise.all([
    authorization(services, db),
    revokingLostBirth(chain, contracts, row),
    getBoost(chain, { dailyBoost, account }),
    freeSparkOf(chain, contracts, account),
    expiryIn(services, DELEGATE_DAYS),
  ])
  const steps = [...lost, call].map(
    ({ to, data = '0x' }): Step =>
      (client) =>
        sendTransaction(client, { to, data, chain: client.chain ?? null }),
  )
  // Today's Spark is a present: where nobody vouches for it, the device is allowed all the same.
  const word = boost.claimed
    ? undefined
    : await services.relayer.postBoost({ body: { account } }).catch(() => undefined)
  if (word !== undefined) steps.push((client) => claimBoost(client, { dailyBoost, account, ...word }))
  const amount = (held + (word === undefined ? 0n : boost.amount)) / SPARK_UNIT_WEI
  if (amount > 0n)
    steps.push((client) => openSession(client, { ledger, renderKey, currency: 'promo', amount, expiry }))
  return (client) => sendTogether(client, steps)
}
