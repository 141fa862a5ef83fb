import type { Address, Hash } from 'viem'
import { getChainId } from 'viem/actions'
import { type Signer, signOpen, toCompactBytes } from '../protocol/signing.ts'
import { ledgerDomain } from '../protocol/typedData.ts'
import { Currency } from '../schema/order.ts'
import { ledgerCall, send, type WriteClient } from './action.ts'

export interface OpenSessionParameters {
  readonly ledger: Address
  /** Signs its consent: nobody can open a session on a key that is not theirs. */
  readonly renderKey: Signer
  readonly currency: Currency
  /** Units of the currency: the most that the key can spend. */
  readonly amount: bigint
  /** Chain seconds after which anyone may start the closing. */
  readonly expiry: number
}

/** Funds a render key as a session of the caller. SOGNI needs an allowance before (`approveSogni`). */
export async function openSession(
  client: WriteClient,
  { ledger, renderKey, currency, amount, expiry }: OpenSessionParameters,
): Promise<Hash> {
  const domain = ledgerDomain(client.chain?.id ?? (await getChainId(client)), ledger)
  const consent = await signOpen(renderKey, domain, { owner: client.account.address, expiry })
  return send(
    client,
    ledgerCall(ledger, 'openSession', [
      renderKey.address,
      Currency.options.indexOf(currency),
      amount,
      expiry,
      toCompactBytes(consent),
    ]),
  )
}
