import { BaseError, toBaseError } from '@supernet/sdk/errors'
import { sogniDomain, typedTransfer } from '@supernet/sdk/protocol'
import type { TransferView } from '@supernet/sdk/schema'
import { bytesToHex, type Hash } from 'viem'
import type { Services } from '../lib/services.ts'
import type { WalletDetail } from './eip6963.ts'
import { isOnChain, switchChain } from './owner.ts'
import { ownerClient } from './ownerClient.ts'

type Address = `0x${string}`

/** How long the relayer has to send it. */
const VALID_SECONDS = 3_600
/** The newest block may be older than the one that the wallet has in mind. */
const SINCE_SECONDS = 60
const POLL_MS = 400
const WAIT_MS = 120_000

export interface SignedTransferParts {
  readonly wallet: WalletDetail
  readonly from: Address
  readonly to: Address
  /** Wei of SOGNI. */
  readonly amount: bigint
  /** Signs in, where this browser is not signed in to the account that the transfer is for. */
  readonly signIn: () => Promise<unknown>
}

/**
 * Moves SOGNI of a wallet that need not have ether: it signs the transfer (ERC-3009), the relayer sends it and pays. Resolves
 * with the transaction once that is in a block.
 */
export async function sendSigned(services: Services, parts: SignedTransferParts): Promise<Hash> {
  const { wallet, from, to, amount, signIn } = parts
  const owner = { kind: 'wallet', address: from, wallet } as const
  try {
    if (!(await isOnChain(owner, services))) await switchChain(owner, services)
    await signIn()
    const { chainId, contracts } = services.network
    const { timestamp } = await (await services.chain()).getBlock()
    const now = Number(timestamp)
    const transfer = {
      ...{ from, to, amount },
      validAfter: now - SINCE_SECONDS,
      validBefore: now + VALID_SECONDS,
      nonce: bytesToHex(crypto.getRandomValues(new Uint8Array(32))),
    }
    const typed = typedTransfer(sogniDomain(chainId, contracts.sogniToken), transfer)
    const signature = await ownerClient(owner, services).signTypedData(typed)
    return await follow(services, await services.relayer.postTransfer({ body: { transfer, signature } }))
  } catch (error) {
    throw toBaseError(error)
  }
}

async function follow({ relayer }: Services, taken: TransferView): Promise<Hash> {
  let view = taken
  for (let waited = 0; waited < WAIT_MS; waited += POLL_MS) {
    const { state, tx, code = 'internal' } = view
    if (state === 'refused') throw new BaseError(code, { details: { id: view.id } })
    if ((state === 'mined' || state === 'final') && tx !== undefined) return tx
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    view = await relayer.getTransfer({ params: { id: view.id } })
  }
  throw new BaseError('transfer-open', { details: { id: view.id } })
}
