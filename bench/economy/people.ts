import { parseEther } from 'viem'
import { MODELS } from './setup.ts'
import { accepted, type World } from './world.ts'

const WEEK = 7
/** One receipt in so many is charged back. */
const BAD_RECEIPTS = 25
const ESCROW_DAYS = 4

/** Every worker asks for its money once a week, and has what is free paid out; owners of boxes have them shared out. */
export async function claimRewards({ chain, on, cast }: World, day: number): Promise<void> {
  const anyone = cast.keeper.address
  for (const [index, { owner, operator, autoStakeBps }] of cast.workers.entries()) {
    const args = [operator.address] as const
    const { accrued } = await chain.read(on.ledger, 'worker', args)
    const pending = await chain.read(on.ledger, 'pendingClaims', args)
    const isFull = pending.unlockAt0 !== 0 && pending.unlockAt1 !== 0
    if (index % WEEK === day % WEEK && accrued > 0n && !isFull)
      await chain.send(owner.address, on.ledger, 'requestClaim', args)
    const now = await chain.now()
    const isReady = [pending.unlockAt0, pending.unlockAt1].some((at) => at !== 0 && at <= now)
    if (isReady) await chain.send(anyone, on.ledger, 'claim', args)
    if (isReady && autoStakeBps > 0) await chain.send(anyone, on.autoStaker, 'distribute', [owner.address])
  }
  if (day % WEEK !== 0) return
  for (const model of MODELS) {
    const { royalty } = await chain.read(on.ledger, 'model', [model])
    if (royalty > 0n) await chain.send(anyone, on.ledger, 'claimRoyalty', [model])
  }
}

/** Stakers come, change their mind, cool down and leave. */
export async function stakeAndUnstake({ chain, on, cast, random }: World): Promise<void> {
  for (const { address } of cast.stakers) {
    const roll = random.next()
    if (roll < 0.25) {
      const held = await chain.read(on.sogni, 'balanceOf', [address])
      if (held > parseEther('100'))
        await chain.send(address, on.vault, 'stake', [(held * BigInt(random.between(1, 9))) / 10n])
    } else if (roll < 0.4) {
      const free = await chain.read(on.vault, 'freeOf', [address])
      const requests = await chain.read(on.vault, 'requestsOf', [address])
      if (free > 0n && requests.length < 16)
        await chain.send(address, on.vault, 'requestUnstake', [
          (free * BigInt(random.between(1, 10)) + 9n) / 10n,
        ])
    } else if (roll < 0.45) {
      const cooling = await chain.read(on.vault, 'coolingOf', [address])
      if (cooling > 0n) await chain.send(address, on.vault, 'restake', [(cooling + 1n) / 2n])
    }
    const [oldest] = await chain.read(on.vault, 'requestsOf', [address])
    if (oldest && oldest.readyAt <= (await chain.now())) await chain.send(address, on.vault, 'withdraw', [])
  }
}

/** The checkout pays in what it collected once a week; some payments are taken back by their banks. */
export async function settleCards(
  { chain, on, cast, contracts, receipts }: World,
  day: number,
): Promise<void> {
  const checkout = cast.offices.fiatMinter.address
  for (const { receipt, usdE6, day: paidOn } of receipts) {
    if (day === paidOn + ESCROW_DAYS - 2 && BigInt(receipt) % BigInt(BAD_RECEIPTS) === 0n)
      await chain.send(checkout, on.cards, 'chargeback', [receipt, usdE6])
    if (day !== paidOn + ESCROW_DAYS) continue
    const { escrowed } = await chain.read(on.cards, 'receiptOf', [receipt])
    if (escrowed > 0n) await chain.send(cast.keeper.address, on.cards, 'release', [receipt])
  }
  if (day % WEEK !== WEEK - 1) return
  const owed = await chain.read(on.cards, 'fiatOwed', [])
  if (owed === 0n) return
  await chain.send(checkout, on.usdc, 'mint', [checkout, owed])
  await chain.send(checkout, on.usdc, 'approve', [contracts.fiatMinter, owed])
  await chain.send(checkout, on.cards, 'settle', [owed])
}

/** What anybody may call, called once a day. */
export async function keep(world: World): Promise<void> {
  const { chain, on, cast, groups } = world
  const keeper = cast.keeper.address
  const books = await chain.read(on.ledger, 'global', [])
  const spent = books.sparkHeld > books.sparkOutstanding || books.promoHeld > books.promoOutstanding
  if (spent) await chain.send(keeper, on.ledger, 'flushBurn', [])
  if (books.treasury > 0n) await chain.send(keeper, on.ledger, 'claimTreasury', [])
  await chain.send(keeper, on.treasury, 'refillPool', [])
  const rate = await chain.read(on.pricing, 'sparkRate', [])
  // A rate that the pool does not cover is refused, and the old one stays.
  if (rate !== books.sparkRate) accepted(world, await chain.attempt(keeper, on.ledger, 'pushSparkRate', []))
  for (const { vault } of groups) {
    const free = await chain.read(vault, 'releasable', [on.sogni.address])
    if (free > 0n) await chain.send(keeper, vault, 'release', [on.sogni.address])
  }
}
