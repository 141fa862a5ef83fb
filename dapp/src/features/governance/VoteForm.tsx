import { governorAbi } from '@supernet/sdk/abi'
import { castVote } from '@supernet/sdk/actions'
import { toBaseError } from '@supernet/sdk/errors'
import { governorDomain, typedBallot } from '@supernet/sdk/protocol'
import type { ProposalView, Support } from '@supernet/sdk/schema'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { isAddressEqual } from 'viem'
import { isDeclined } from '../../lib/declined.ts'
import { type Services, useServices } from '../../lib/services.ts'
import { proposalKeys, voterOptions } from '../../queries/governance.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Field, inputStyle, TextInput } from '../../ui/Field.tsx'
import { Section } from '../../ui/Screen.tsx'
import { formatSogni } from '../../ui/Sogni.tsx'
import { State } from '../../ui/State.tsx'
import { TxButton } from '../../ui/TxButton.tsx'
import { ChooseOwner } from '../../wallet/ChooseOwner.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import { isOnChain, type Owner, switchChain } from '../../wallet/owner.ts'
import { useTx } from '../../wallet/useTx.ts'

/** Signs a ballot for nothing; the relayer sends it and pays the fee. Resolves when the vote is in a block. */
async function voteBySignature(
  services: Services,
  owner: Owner,
  proposalId: bigint,
  support: Support,
): Promise<void> {
  try {
    if (!(await isOnChain(owner, services))) await switchChain(owner, services)
    const { chainId, contracts } = services.network
    const { governor } = contracts
    const [chain, { ownerClient }] = await Promise.all([
      services.chain(),
      import('../../wallet/ownerClient.ts'),
    ])
    const voter = owner.address
    const nonce = await chain.readContract({
      address: governor,
      abi: governorAbi,
      functionName: 'nonces',
      args: [voter],
    })
    const ballot = typedBallot(governorDomain(chainId, governor), { proposalId, support, voter, nonce })
    const signature = await ownerClient(owner, services).signTypedData(ballot)
    await services.relayer.postVote({ body: { proposalId, support, voter, signature } })
    const counted = async () => {
      const { votes } = await services.relayer.getProposal({ params: { id: proposalId } })
      return votes.some((vote) => isAddressEqual(vote.voter, voter))
    }
    for (let tries = 0; tries < 60 && !(await counted()); tries++)
      await new Promise((resolve) => setTimeout(resolve, 500))
  } catch (error) {
    throw toBaseError(error)
  }
}

/** A vote: signed for nothing and sent by the relayer, or sent by the voter with a reason. */
export function VoteForm({ proposal }: { proposal: ProposalView }) {
  const services = useServices()
  const queries = useQueryClient()
  const { owner } = useOwner()
  const [support, setSupport] = useState<Support>('for')
  const [reason, setReason] = useState('')
  const { id, snapshot } = proposal
  const isOpen = proposal.state === 'active'
  const voter = useQuery(voterOptions(services, owner?.address, { id, snapshot, open: isOpen })).data
  const signed = useMutation({
    mutationFn: (by: Owner) => voteBySignature(services, by, id, support),
    onSettled: () => queries.invalidateQueries({ queryKey: proposalKeys.all }),
  })
  const direct = useTx({
    done: 'The vote is counted.',
    changes: [proposalKeys.all],
    prepare: async () => ({
      action: (client) =>
        castVote(client, { governor: services.network.contracts.governor, proposalId: id, support, reason }),
    }),
  })
  if (!isOpen) return null
  if (owner === undefined) {
    return (
      <Section title="Vote">
        <div className="max-w-md">
          <ChooseOwner />
        </div>
      </Section>
    )
  }
  if (voter?.voted) {
    return (
      <Section title="Vote">
        <State tone="good">Your vote is counted</State>
      </Section>
    )
  }
  if (voter?.votes === 0n) {
    return (
      <Section title="Vote">
        <p className="text-soft">
          This account had no votes when the vote began. What is staked now counts for later proposals.
        </p>
      </Section>
    )
  }
  const weight = formatSogni(voter?.votes ?? 0n)
  return (
    <Section title="Vote" note={`You vote with ${weight}, once; it cannot be changed.`}>
      <div className="flex flex-col gap-4">
        <Choice
          label="Your vote"
          value={support}
          onChange={setSupport}
          options={[
            { value: 'for', label: 'For' },
            { value: 'against', label: 'Against' },
            { value: 'abstain', label: 'Abstain', note: 'counts for the quorum' },
          ]}
        />
        {signed.error !== null && !isDeclined(signed.error) ? (
          <ErrorNote error={signed.error} onRetry={() => signed.mutate(owner)} />
        ) : (
          <Button
            tone="primary"
            className="max-w-full self-start whitespace-normal! py-1.5"
            disabled={voter === undefined || signed.isPending}
            aria-busy={signed.isPending}
            onClick={() => signed.mutate(owner)}
          >
            {signed.isPending ? 'Signing, then waiting for the block' : `Sign ${support}, without a fee`}
          </Button>
        )}
        <details>
          <summary className="cursor-pointer text-soft hover:text-ink">
            Send it yourself, with a reason
          </summary>
          <div className="mt-3 flex flex-col gap-3">
            <Field label="Reason" hint="Kept on the chain, for everybody to read.">
              <TextInput value={reason} onValueChange={setReason} maxLength={500} className={inputStyle} />
            </Field>
            <div>
              <TxButton
                tone="paper"
                state={direct.state}
                verb={`Send ${support} with ${weight}`}
                blocked={voter === undefined ? 'Reading your votes' : undefined}
                onPress={() => void direct.press()}
              />
            </div>
          </div>
        </details>
      </div>
    </Section>
  )
}
