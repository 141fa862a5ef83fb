import { HardhatError } from '@nomicfoundation/hardhat-errors'
import {
  type ArtifactResolver,
  type EIP1193Provider,
  trackTransaction,
  wipe,
} from '@nomicfoundation/ignition-core'
import type { Address, Hex, PublicClient } from 'viem'

export type Journal = {
  deploymentDir: string
  provider: EIP1193Provider
  artifactResolver: ArtifactResolver
  reader: PublicClient
  /** No transaction of this deployment is older. */
  firstBlock: number
  confirmations: number
}

/**
 * Ignition writes that it is about to send, sends, writes the hash. A process that was killed in between leaves a
 * journal that Ignition asks a person to mend. The chain knows better: either the account's count has passed the
 * number, then the transaction is there and is found; or it has not, then it was never sent.
 */
export async function mending<T>(journal: Journal, run: () => Promise<T>): Promise<T> {
  let mended = ''
  for (;;) {
    try {
      return await run()
    } catch (error) {
      if (!HardhatError.isHardhatError(error, HardhatError.ERRORS.IGNITION.EXECUTION.TRANSACTION_LOST))
        throw error
      const { nonce, sender } = error.messageArguments
      const futureId = String(error.messageArguments.futureId)
      // Mending the same entry twice would go on for ever.
      if (futureId === mended) throw error
      mended = futureId
      const hash = await findTransaction(journal, sender as Address, Number(nonce))
      if (hash === undefined) await wipe(journal.deploymentDir, journal.artifactResolver, futureId)
      else await trackTransaction(journal.deploymentDir, hash, journal.provider, journal.confirmations)
    }
  }
}

async function findTransaction(
  { reader, firstBlock }: Journal,
  sender: Address,
  nonce: number,
): Promise<Hex | undefined> {
  const sent = await reader.getTransactionCount({ address: sender, blockTag: 'pending' })
  if (sent <= nonce) return undefined
  const head = await reader.getBlockNumber()
  for (let blockNumber = BigInt(firstBlock); blockNumber <= head; blockNumber++) {
    const { transactions } = await reader.getBlock({ blockNumber, includeTransactions: true })
    const found = transactions.find((tx) => tx.from === sender.toLowerCase() && tx.nonce === nonce)
    if (found) return found.hash
  }
  throw new Error(`Transaction ${nonce} of ${sender} waits to be mined: deploy again when it is`)
}
