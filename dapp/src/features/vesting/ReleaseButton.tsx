import { releaseVested } from '@supernet/sdk/actions'
import { useQueryClient } from '@tanstack/react-query'
import { formatAmount, sogniOfWei } from '../../lib/amounts.ts'
import { useServices } from '../../lib/services.ts'
import { type VestingGroupState, vestingKey } from '../../queries/vesting.ts'
import { TxButton } from '../../ui/TxButton.tsx'
import { useTx } from '../../wallet/useTx.ts'
import { titleOf } from './supply.ts'

/** Pays what is free to the beneficiary. */
export function ReleaseButton({ group }: { group: VestingGroupState }) {
  const { contracts } = useServices().network
  const queries = useQueryClient()
  const { vault, name, releasable } = group
  const tx = useTx({
    done: `${titleOf(name)}: what was free is paid.`,
    prepare: async () => ({
      action: (client) => releaseVested(client, { vault, token: contracts.sogniToken }),
    }),
    onIndexed: () => void queries.invalidateQueries({ queryKey: vestingKey }),
  })
  return (
    <TxButton
      tone="paper"
      state={tx.state}
      verb={`Release ${formatAmount(sogniOfWei(releasable), 'sogni')}`}
      blocked={releasable === 0n ? 'Nothing to release yet' : undefined}
      onPress={() => void tx.press()}
    />
  )
}
