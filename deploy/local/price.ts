import { governedPriceAbi } from '@supernet/sdk/abi'
import type { Contracts } from '@supernet/sdk/schema'
import type { LocalChain } from './clients.ts'
import type { Keyring } from './keys.ts'

const DAY = 86_400
/** The longest that a governed price may live, less a minute for the block that carries it. */
const LIFE = 7 * DAY - 60

/** Sets the last SOGNI price again where it expires within three days: a network that lay still has no prices else. */
export async function renewPrice(
  chain: LocalChain,
  { governedPrice }: Contracts,
  keys: Keyring,
): Promise<boolean> {
  const price = { address: governedPrice, abi: governedPriceAbi } as const
  const [value, validUntil] = await chain.reader.readContract({ ...price, functionName: 'lastPrice' })
  const { timestamp } = await chain.reader.getBlock()
  if (validUntil > Number(timestamp) + 3 * DAY) return false
  const account = keys.account('priceSetter')
  await chain.send({ ...price, account, functionName: 'setPrice', args: [value, Number(timestamp) + LIFE] })
  return true
}
