import { sogniTokenAbi } from '@supernet/sdk/abi'
import { transferToken, transferWithAuthorization } from '@supernet/sdk/actions'
import { BaseError, toBaseError } from '@supernet/sdk/errors'
import { hashTransfer, isSignedBy, sogniDomain } from '@supernet/sdk/protocol'
import type { SignedTransfer, TransferAuthorization, TransferView } from '@supernet/sdk/schema'
import { encodeFunctionData, hexToBigInt, isAddressEqual, parseEther } from 'viem'
import type { Common } from '../common.ts'
import { checkTransfer, checkTransferUse, type TransferFacts } from '../core/checkTransfer.ts'
import { clientDigest } from '../http/clientDigest.ts'
import type { LoginRow } from '../login/loginRows.ts'
import { holdTransfers } from '../login/payees.ts'
import { enqueue } from '../outbox/outboxRows.ts'
import type { Transaction } from '../store/database.ts'
import { insertTransfer, isNonceTaken, readTransfer, useOfDay } from '../store/signedTransfers.ts'
import { transact } from '../store/transact.ts'

const DAY = 86_400

export interface Asker {
  readonly login: Pick<LoginRow, 'account'>
  /** Its address of the internet. */
  readonly client: string
}

/**
 * Puts a transfer that its holder signed into the outbox: a wallet without ether moves its SOGNI, at the relayer's cost. It
 * comes to the account that is signed in, or leaves it; what leaves is held by the rule for new payees. The same again
 * answers how far it is.
 */
export async function takeTransfer(
  common: Common,
  { login, client }: Asker,
  { transfer, signature }: SignedTransfer,
): Promise<TransferView> {
  const { network, store, config, logger } = common
  const { sogniToken } = network.contracts
  const { from, to, amount, nonce } = transfer
  const leaves = !isAddressEqual(to, login.account)
  if (leaves && !isAddressEqual(from, login.account)) throw new BaseError('login-account')
  const id = hashTransfer(sogniDomain(network.chainId, sogniToken), transfer)
  const known = await readTransfer(store.db, id)
  if (known !== undefined) return known
  if (await isNonceTaken(store.db, from, nonce)) throw new BaseError('transfer-conflict')

  if (!(await isSignedBy(from, id, signature)))
    throw new BaseError('transfer-signature', { details: { from } })
  const facts = await readFacts(common, transfer)
  const { now } = facts
  checkTransfer(transfer, facts, {
    least: parseEther(config.TRANSFER_LEAST_SOGNI),
    mostFee: config.SPONSOR_MAX_FEE_WEI,
  })

  const call = transferWithAuthorization.call({ token: sogniToken, transfer, signature })
  const data = encodeFunctionData(call as never)
  const day = Math.floor(now / DAY)
  const row = {
    id,
    holder: from,
    nonce,
    payee: to,
    amount,
    day,
    client: clientDigest(config, day, client),
  }
  const taken = async (tx: Transaction): Promise<boolean> => {
    const use = await useOfDay(tx, row)
    if ((await readTransfer(tx, id)) !== undefined) return false
    if (await isNonceTaken(tx, from, nonce)) throw new BaseError('transfer-conflict')
    checkTransferUse(use, {
      ofWallet: config.TRANSFERS_OF_WALLET,
      ofClient: config.TRANSFERS_OF_CLIENT,
      all: config.TRANSFERS,
    })
    if (leaves) await holdTransfers(common, tx, { sender: from, nonce: hexToBigInt(nonce), ...plain(), now })
    await insertTransfer(tx, row)
    await enqueue(tx, { kind: 'transfer', ref: id, to: sogniToken, data })
    return true
  }
  /** What it does, as the rule for payees reads it. */
  const plain = () => {
    const { args, functionName, abi } = transferToken.call({ token: sogniToken, to, amount })
    return { calls: [{ to: sogniToken, value: 0n, data: encodeFunctionData({ abi, functionName, args }) }] }
  }
  if (await transact(store.db, taken)) logger.info({ id, leaves }, 'took a transfer')
  return findTransfer(common, id)
}

export async function findTransfer({ store }: Common, id: `0x${string}`): Promise<TransferView> {
  const view = await readTransfer(store.db, id)
  if (view === undefined) throw new BaseError('transfer-unknown', { details: { id } })
  return view
}

async function readFacts(
  { chain, network }: Common,
  { from, nonce }: TransferAuthorization,
): Promise<TransferFacts> {
  const token = { address: network.contracts.sogniToken, abi: sogniTokenAbi } as const
  try {
    const [block, balance, isUsed] = await Promise.all([
      chain.getBlock(),
      chain.readContract({ ...token, functionName: 'balanceOf', args: [from] }),
      chain.readContract({ ...token, functionName: 'authorizationState', args: [from, nonce] }),
    ])
    return { now: Number(block.timestamp), balance, isUsed, baseFee: block.baseFeePerGas ?? 0n }
  } catch (error) {
    throw toBaseError(error)
  }
}
