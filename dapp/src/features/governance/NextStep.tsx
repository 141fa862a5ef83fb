import { cancelProposal, execute, queue } from '@supernet/sdk/actions'
import type { ProposalView } from '@supernet/sdk/schema'
import { useQuery } from '@tanstack/react-query'
import { useServices } from '../../lib/services.ts'
import { formatLeft } from '../../lib/time.ts'
import { governanceTermsOptions, proposalKeys } from '../../queries/governance.ts'
import { stakeKeys } from '../../queries/stake.ts'
import { useChainNow } from '../../queries/useChainNow.ts'
import { Section } from '../../ui/Screen.tsx'
import { TxButton } from '../../ui/TxButton.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import { useTx } from '../../wallet/useTx.ts'
import { canCancel } from './proposal.ts'

/** What moves a proposal on; queueing and carrying out are anybody's to do. */
export function NextStep({ proposal }: { proposal: ProposalView }) {
  const services = useServices()
  const { governor } = services.network.contracts
  const { owner } = useOwner()
  const now = useChainNow()
  const guardian = useQuery(governanceTermsOptions(services)).data?.guardian
  const at = { governor, proposalId: proposal.id }
  const changes = [proposalKeys.all, stakeKeys.all]
  const queued = useTx({
    done: 'It waits in the timelock.',
    changes,
    prepare: async () => ({ action: (client) => queue(client, at) }),
  })
  const executed = useTx({
    done: 'It is carried out.',
    changes,
    prepare: async () => ({ action: (client) => execute(client, at) }),
  })
  const cancelled = useTx({
    done: 'The proposal is called off.',
    changes,
    prepare: async () => ({ action: (client) => cancelProposal(client, at) }),
  })
  const nobody = owner === undefined ? 'Connect an account first' : undefined
  const eta = proposal.eta ?? 0
  const mayCancel =
    owner !== undefined && guardian !== undefined && canCancel(proposal, owner.address, guardian)
  const moves = proposal.state === 'succeeded' || proposal.state === 'queued'
  if (!moves && !mayCancel) return null
  return (
    <Section
      title="Next"
      note={moves ? 'Anybody may do it. The contracts check that its time has come.' : undefined}
    >
      <div className="flex flex-wrap items-start gap-3">
        {proposal.state === 'succeeded' && (
          <TxButton
            state={queued.state}
            verb="Queue it in the timelock"
            blocked={nobody}
            onPress={() => void queued.press()}
          />
        )}
        {proposal.state === 'queued' && (
          <TxButton
            state={executed.state}
            verb="Carry it out"
            blocked={nobody ?? (eta > now ? `Can be carried out ${formatLeft(eta, now)}` : undefined)}
            onPress={() => void executed.press()}
          />
        )}
        {mayCancel && (
          <TxButton
            tone="paper"
            state={cancelled.state}
            verb="Call the proposal off"
            onPress={() => void cancelled.press()}
          />
        )}
      </div>
    </Section>
  )
}
