import type { WriteClient } from '@supernet/sdk/actions'
import { BaseError, toBaseError } from '@supernet/sdk/errors'
import type { Hash } from 'viem'
import type { Services } from '../lib/services.ts'
import type { Owner } from './owner.ts'
import { ownerClient } from './ownerClient.ts'

/** An action of the SDK with its parameters: it simulates first, so what would revert never reaches the wallet. */
export type Step = (client: WriteClient) => Promise<Hash>

interface SendHooks {
  readonly onSubmitted: (hash: Hash) => void
  readonly onReplaced: (hash: Hash) => void
}

/** Steps that need one another, such as an approval and what it is for: one signature where the owner can give it. */
export async function togetherIfPossible(owner: Owner, steps: readonly Step[]): Promise<Step | undefined> {
  const [first, ...more] = steps
  if (first === undefined || more.length === 0 || owner.kind !== 'passkey') return undefined
  const { sendTogether } = await import('./passkey/sendTogether.ts')
  return (client) => sendTogether(client, steps)
}

/** Sends a step by the owner's wallet and waits for its block. */
export async function sendAndWait(
  owner: Owner,
  services: Services,
  step: Step,
  hooks: SendHooks,
): Promise<bigint> {
  try {
    const hash = await step(ownerClient(owner, services))
    hooks.onSubmitted(hash)
    const chain = await services.chain()
    const receipt = await chain.waitForTransactionReceipt({
      hash,
      onReplaced: ({ transaction }) => hooks.onReplaced(transaction.hash),
    })
    if (receipt.status === 'reverted') throw new BaseError('transaction-reverted', { details: { hash } })
    return receipt.blockNumber
  } catch (error) {
    throw toBaseError(error)
  }
}
