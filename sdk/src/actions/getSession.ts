import type { Address, Client } from 'viem'
import { readContract } from 'viem/actions'
import { renderLedgerAbi } from '../abi/index.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import type { NumberWindow } from '../protocol/numbers.ts'
import { Currency } from '../schema/order.ts'

const states = ['none', 'open', 'closing', 'closed'] as const

/** A session as the ledger shows it. Amounts in units of its currency. */
export interface ChainSession {
  readonly owner: Address
  readonly currency: Currency
  readonly state: (typeof states)[number]
  readonly balance: bigint
  readonly window: NumberWindow
  readonly discountBps: number
  readonly expiry: number
  readonly requested: bigint
  /** Chain seconds from which the request is paid; 0 without one. */
  readonly unlockAt: number
}

export interface GetSessionParameters {
  readonly ledger: Address
  /** Its render key. */
  readonly key: Address
}

export async function getSession(
  client: Client,
  { ledger, key }: GetSessionParameters,
): Promise<ChainSession> {
  const call = { abi: renderLedgerAbi, address: ledger, functionName: 'session', args: [key] } as const
  const session = await readContract(client, call).catch((error: unknown) => {
    throw toBaseError(error)
  })
  return {
    owner: session.owner,
    currency: Currency.options[session.currency] ?? 'sogni',
    state: states[session.state] ?? 'none',
    balance: session.balance,
    window: { base: session.base, bits: session.window },
    discountBps: session.discountBps,
    expiry: session.expiry,
    requested: session.requested,
    unlockAt: session.unlockAt,
  }
}
