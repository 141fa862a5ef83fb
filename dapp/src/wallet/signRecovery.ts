import { BaseError, toBaseError } from '@supernet/sdk/errors'
import { recoveryNonceKey, recoveryOperations, typedUserOperation } from '@supernet/sdk/protocol'
import type { RecoveryView } from '@supernet/sdk/schema'
import type { Services } from '../lib/services.ts'
import { isOnChain, type Owner, switchChain } from './owner.ts'
import { ownerClient } from './ownerClient.ts'

const SEQUENCE_BITS = 64n

interface RecoveryToSign {
  readonly view: RecoveryView
  readonly account: `0x${string}`
  /** Called before each of the two signatures. */
  readonly onStep: (step: 1 | 2) => void
}

/**
 * A guardian lets a passkey in: it signs that it is proposed, and that it takes over after the delay. What is signed is made
 * here from what the guardian has read; of the relayer only the number is taken.
 */
export async function signRecovery(
  services: Services,
  owner: Owner,
  { view, account, onStep }: RecoveryToSign,
): Promise<RecoveryView> {
  const { relayer, network } = services
  const { contracts, chainId } = network
  const params = { code: view.code }
  const operations =
    view.operations ?? (await relayer.getRecoveryDraft({ params, query: { account } })).operations
  const { nonce } = operations.proposal
  if (nonce >> SEQUENCE_BITS !== recoveryNonceKey(contracts)) throw new BaseError('response-malformed')
  const { proposal, completion } = recoveryOperations(contracts, { account, key: view.key, nonce })
  const entryPoint = { chainId, address: contracts.entryPoint }
  if (!(await isOnChain(owner, services))) await switchChain(owner, services)
  const client = ownerClient(owner, services)
  const sign = (operation: typeof proposal) =>
    client.signTypedData(typedUserOperation(entryPoint, operation)).catch((error: unknown) => {
      throw toBaseError(error)
    })
  onStep(1)
  const first = await sign(proposal)
  onStep(2)
  const second = await sign(completion)
  return relayer.postRecoverySignature({
    params,
    body: { account, guardian: owner.address, proposal: first, completion: second },
  })
}
