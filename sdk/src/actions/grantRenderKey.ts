import type { Account, Address, Chain, Client, Transport } from 'viem'
import { getBlock, getChainId, signTypedData } from 'viem/actions'
import { toBaseError } from '../errors/toBaseError.ts'
import { ledgerDomain, typedGrant } from '../protocol/typedData.ts'
import type { SignedGrant } from '../schema/typed.ts'

export interface GrantRenderKeyParameters {
  readonly ledger: Address
  /** Render key of a session of the caller: what an agent or an integrator holds. */
  readonly key: Address
  /** Most that it may spend on one job, in units of its session's currency; 0 stops it. */
  readonly perJob: bigint
}

/**
 * Signs the most that a render key may spend on one job. Give it to the relayer (`postGrant`), which refuses dearer jobs and
 * passes it on to workers, who refuse them too. A later one takes its place. Total and expiry are the ledger's, from
 * `openSession`.
 */
export async function grantRenderKey(
  client: Client<Transport, Chain | undefined, Account>,
  { ledger, key, perJob }: GrantRenderKeyParameters,
): Promise<SignedGrant> {
  try {
    const domain = ledgerDomain(client.chain?.id ?? (await getChainId(client)), ledger)
    const { timestamp } = await getBlock(client)
    const grant = { key, perJob, at: Number(timestamp) }
    const signature = await signTypedData(client, { ...typedGrant(domain, grant), account: client.account })
    return { grant, signature }
  } catch (error) {
    throw toBaseError(error)
  }
}
