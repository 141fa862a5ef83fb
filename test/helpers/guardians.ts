import {
  type AccountCall,
  installValidator,
  type PasskeyPublicKey,
  recoveryOperations,
  typedUserOperation,
} from '@supernet/sdk/protocol'
import type { Contracts, RecoveryView } from '@supernet/sdk/schema'
import { type Address, encodeAbiParameters, type Hex, type TypedDataDefinition } from 'viem'
import type { Browser } from './login.ts'
import type { TestNetwork } from './testNetwork.ts'

const settings = [{ type: 'bytes[]' }, { type: 'uint32' }, { type: 'uint32' }] as const

/** Names the first guardians of an account. */
export const installGuardians = (
  { recoveryValidator }: Contracts,
  account: Address,
  guardians: readonly Address[],
  threshold: number,
  delay: number,
): AccountCall =>
  installValidator(account, recoveryValidator, encodeAbiParameters(settings, [guardians, threshold, delay]))

export interface Guardian {
  readonly address: Address
  sign(data: TypedDataDefinition): Promise<Hex>
}

/** A guardian's page: it computes what it signs from the key that it was shown, and hands both signatures in. */
export async function signAsGuardian(
  { network }: Pick<TestNetwork, 'network'>,
  { relayer }: Browser,
  asked: { code: string; account: Address; key: PasskeyPublicKey },
  { address: guardian, sign }: Guardian,
): Promise<RecoveryView> {
  const { code, account, key } = asked
  const draft = await relayer.getRecoveryDraft({ params: { code }, query: { account } })
  const { nonce } = draft.operations.proposal
  const { proposal, completion } = recoveryOperations(network.contracts, { account, key, nonce })
  const domain = { chainId: network.chainId, address: network.contracts.entryPoint }
  return relayer.postRecoverySignature({
    params: { code },
    body: {
      account,
      guardian,
      proposal: await sign(typedUserOperation(domain, proposal)),
      completion: await sign(typedUserOperation(domain, completion)),
    },
  })
}
