import { and, eq } from 'drizzle-orm'
import { zeroAddress } from 'viem'
import type { Transaction } from '../../store/database.ts'
import { chainFlows, chainSpendLimits } from '../../store/schema/index.ts'
import type { BuybackEvent, TreasuryEvent } from '../log.ts'
import { isTold, writeFlow } from './flows.ts'

/** Ledger units of SOGNI in wei. */
const UNIT = 1_000_000_000n

/** The zero address stands for ether. */
const tokenOf = (token: `0x${string}`): string => (token === zeroAddress ? 'eth' : token)

export async function handleTreasury(tx: Transaction, event: TreasuryEvent): Promise<void> {
  const { place } = event
  switch (event.eventName) {
    case 'PoolRefilled':
    case 'PoolTrimmed': {
      const kind = event.eventName === 'PoolRefilled' ? 'poolFilled' : 'poolTrimmed'
      return writeFlow(tx, place, { kind, token: 'sogni', amount: event.args.units * UNIT })
    }
    case 'Withdrawn':
    case 'Spent': {
      const { token, to: party, amount } = event.args
      const kind = event.eventName === 'Spent' ? 'spent' : 'withdrawn'
      return writeFlow(tx, place, { kind, token: tokenOf(token), amount, party })
    }
    case 'EtherReceived': {
      const { from: party, amount } = event.args
      // A sale for ether says so itself, just before its ether arrives.
      const same = and(eq(chainFlows.token, 'eth'), eq(chainFlows.amount, amount))
      if (await isTold(tx, place, 'sale', same)) return
      return writeFlow(tx, place, { kind: 'ether', token: 'eth', amount, party })
    }
    case 'SpendLimitSet': {
      const { spender, token, newCapacity: capacity, newWindow: window } = event.args
      const row = { capacity, window }
      await tx
        .insert(chainSpendLimits)
        .values({ spender, token, ...row })
        .onConflictDoUpdate({ target: [chainSpendLimits.spender, chainSpendLimits.token], set: row })
      return
    }
  }
}

/** The treasury says first that it spent: what the purchase brought in is known when it is over. */
export async function handleBuyback(
  tx: Transaction,
  { eventName, args, place }: BuybackEvent,
): Promise<void> {
  if (eventName !== 'BoughtBack') return
  const { to: party, spent: amount, sogni } = args
  const token = tokenOf(args.token)
  const twin = and(
    eq(chainFlows.tx, place.tx),
    eq(chainFlows.kind, 'spent'),
    eq(chainFlows.token, token),
    eq(chainFlows.amount, amount),
  )
  await tx.update(chainFlows).set({ kind: 'boughtWith' }).where(twin)
  return writeFlow(tx, place, { kind: 'buyback', token, amount, sogni, party })
}
