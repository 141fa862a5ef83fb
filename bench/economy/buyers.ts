import { keccak256, parseEther, toHex } from 'viem'
import type { User } from './cast.ts'
import { least, SOGNI_UNIT, SOLD_FOR, SPARK_UNIT } from './money.ts'
import { openSession } from './setup.ts'
import { accepted, type World } from './world.ts'

/** Purchases last for about a week of what a user renders, in Spark. */
const SPARK_PER_APPETITE = parseEther('900')
const SOGNI_PER_APPETITE = parseEther('90')
const PROMO = parseEther('500')
const DAY = 86_400n

type Sold = keyof typeof SOLD_FOR

type Need = { user: User; units: bigint; isNew: boolean }

/** Fills the purses of those whose sessions run low. Who has bought funds its session when the pool is ready for it. */
export async function buy(world: World, day: number): Promise<Need[]> {
  const { chain, on, cast } = world
  const needs: Need[] = []
  for (const user of cast.users) {
    const session = await chain.read(on.ledger, 'session', [user.key.address])
    const isSogni = user.purse === 'sogni'
    const wei = (BigInt(user.appetite) * (isSogni ? SOGNI_PER_APPETITE : SPARK_PER_APPETITE)) / 2n
    const units = wei / (isSogni ? SOGNI_UNIT : SPARK_UNIT)
    if (session.balance * 3n > units) continue
    needs.push({ user, units, isNew: session.state === 0 })
    await fillPurse(world, user, wei, day)
  }
  return needs
}

/** Moves what was bought into the sessions. */
export async function fund(world: World, needs: readonly Need[]): Promise<void> {
  for (const { user, units, isNew } of needs) await fundSession(world, user, units, isNew)
}

async function fillPurse(world: World, user: User, amount: bigint, day: number): Promise<void> {
  const owner = user.account.address
  if (user.purse === 'sogni') await world.trade(owner, amount)
  else if (user.purse === 'card') await payByCard(world, user, amount, day)
  else if (user.purse === 'promo')
    await world.chain.attempt(world.cast.offices.promoter.address, world.on.promo, 'issue', [owner, PROMO, 2])
  else await buySpark(world, user, amount)
}

/** In the currency the user likes; in another where that is refused. */
async function buySpark(world: World, user: User, amount: bigint): Promise<void> {
  const liked: Sold = user.purse === 'eth' || user.purse === 'usdc' ? user.purse : 'sogni'
  const others = (Object.keys(SOLD_FOR) as Sold[]).filter((name) => name !== liked)
  for (const name of [liked, ...others]) if (await buyFor(world, user, amount, name)) return
}

async function buyFor(world: World, user: User, amount: bigint, name: Sold): Promise<boolean> {
  const { chain, on, trade } = world
  const owner = user.account.address
  const deadline = BigInt(await chain.now()) + DAY
  let cost: bigint
  try {
    cost = await chain.read(on.sale, 'costOf', [SOLD_FOR[name], amount])
  } catch {
    // A quote that cannot be given is a sale that does not happen; the call says why.
    const args = [SOLD_FOR[name], owner, amount, amount, deadline] as const
    return accepted(
      world,
      await chain.attempt(owner, on.sale, 'buy', args, name === 'eth' ? parseEther('1') : 0n),
    )
  }
  if (name === 'usdc') await chain.send(owner, on.usdc, 'mint', [owner, cost])
  if (name === 'sogni') await trade(owner, cost)
  const args = [SOLD_FOR[name], owner, amount, cost, deadline] as const
  const error = await chain.attempt(owner, on.sale, 'buy', args, name === 'eth' ? cost : 0n)
  return accepted(world, error)
}

/** The checkout mints for a receipt; what an owner may have in a day bounds it. */
async function payByCard(world: World, user: User, amount: bigint, day: number): Promise<void> {
  const { chain, on, cast } = world
  const owner = user.account.address
  const wanted = (amount * 5_500n) / 10n ** 18n
  const usdE6 = least(wanted, await chain.read(on.cards, 'mintableUsdE6', [owner]))
  if (usdE6 === 0n) return
  const receipt = keccak256(toHex(`receipt ${owner} ${day}`))
  const args = [receipt, owner, usdE6, 0n] as const
  if (accepted(world, await chain.attempt(cast.offices.fiatMinter.address, on.cards, 'mint', args)))
    world.receipts.push({ receipt, usdE6, day })
}

async function fundSession(world: World, user: User, units: bigint, isNew: boolean): Promise<void> {
  const { chain, on } = world
  const owner = user.account.address
  const held =
    user.purse === 'sogni'
      ? (await chain.read(on.sogni, 'balanceOf', [owner])) / SOGNI_UNIT
      : (await chain.read(on.spark, 'classBalanceOf', [owner, user.purse === 'promo' ? 1 : 0])) / SPARK_UNIT
  const amount = least(held, units)
  if (amount === 0n) return
  const error = isNew
    ? await openSession(world, user, amount)
    : await chain.attempt(owner, on.ledger, 'topUp', [user.key.address, amount])
  accepted(world, error)
}
