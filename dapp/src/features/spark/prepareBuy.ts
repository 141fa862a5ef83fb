import { approve, buySpark, buySparkWithPermit, canPermit } from '@supernet/sdk/actions'
import { SPARK_UNIT_WEI } from '@supernet/sdk/protocol'
import type { Address } from 'viem'
import type { Services } from '../../lib/services.ts'
import type { Purse, SaleCurrency } from '../../queries/sale.ts'
import type { Step } from '../../wallet/send.ts'

export interface Purchase {
  readonly owner: Address
  readonly currency: SaleCurrency
  /** Spark units. */
  readonly amount: bigint
  /** Most that it may cost, in the currency's smallest parts. */
  readonly maxIn: bigint
  readonly allowed: Purse['allowed']
}

/** How long a signed purchase may wait for its block, by the chain's clock. */
const PATIENCE = 600n

/** One transaction where the owner can allow by signature, two where it cannot. */
export async function prepareBuy(
  services: Services,
  { owner, currency, amount, maxIn, allowed }: Purchase,
): Promise<{ action: Step; approval?: Step }> {
  const { sparkSale, usdc, sogniToken } = services.network.contracts
  const chain = await services.chain()
  const { timestamp } = await chain.getBlock()
  const order = { sparkSale, owner, amount: amount * SPARK_UNIT_WEI, maxIn, deadline: timestamp + PATIENCE }
  const action: Step = (client) => buySpark(client, { ...order, currency })
  if (currency === 'eth' || allowed[currency] >= maxIn) return { action }
  const token = currency === 'usdc' ? usdc : sogniToken
  if (await canPermit(chain, owner))
    return { action: (client) => buySparkWithPermit(client, { ...order, currency, token }) }
  return { action, approval: (client) => approve(client, { token, spender: sparkSale, amount: maxIn }) }
}
