import { restake, withdrawStake } from '@supernet/sdk/actions'
import { useServices } from '../../lib/services.ts'
import { formatDate, formatLeft } from '../../lib/time.ts'
import { type StakeView, stakeKeys } from '../../queries/stake.ts'
import { useChainNow } from '../../queries/useChainNow.ts'
import { formatSogni, Sogni } from '../../ui/Sogni.tsx'
import { State } from '../../ui/State.tsx'
import { TxButton } from '../../ui/TxButton.tsx'
import { useTx } from '../../wallet/useTx.ts'

/** Requests of an account, oldest first, each with what is left of its time. */
export function CoolingList({ view }: { view: StakeView }) {
  const { stakingVault } = useServices().network.contracts
  const now = useChainNow()
  const { requests } = view.stake
  const ready = requests.filter(({ readyAt }) => readyAt <= now).reduce((sum, { amount }) => sum + amount, 0n)
  const newest = requests.at(-1)
  const withdrawal = useTx({
    done: `${formatSogni(ready)} are back in your account.`,
    changes: [stakeKeys.all],
    prepare: async () => ({ action: (client) => withdrawStake(client, { stakingVault }) }),
  })
  const again = useTx({
    done: 'It is active stake again.',
    changes: [stakeKeys.all],
    prepare: async () => ({
      action: (client) => restake(client, { stakingVault, amount: newest?.amount ?? 0n }),
    }),
  })
  return (
    <div>
      <ol className="border-ink border-t" aria-label="Requests to take stake back">
        {requests.map(({ amount, readyAt }, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a queue, in which two requests may be alike
            key={index}
            className="flex flex-wrap items-baseline justify-between gap-x-4 border-line border-b py-2"
          >
            <Sogni wei={amount} />
            {readyAt <= now ? (
              <State tone="good">ready</State>
            ) : (
              <span title={formatDate(readyAt)}>
                ready {formatLeft(readyAt, now)}
                <span className="text-13 text-soft">, {formatDate(readyAt)}</span>
              </span>
            )}
          </li>
        ))}
      </ol>
      <p className="mt-2 text-13 text-soft">
        {requests.length} of {view.rules.maxRequests} requests.
      </p>
      <div className="mt-4 flex flex-wrap items-start gap-3">
        <TxButton
          tone="paper"
          state={withdrawal.state}
          verb={`Withdraw ${formatSogni(ready)}`}
          blocked={ready === 0n ? `Ready ${formatLeft(requests[0]?.readyAt ?? 0, now)}` : undefined}
          onPress={() => void withdrawal.press()}
        />
        {newest !== undefined && (
          <TxButton
            tone="paper"
            state={again.state}
            verb={`Call the newest back: ${formatSogni(newest.amount)} active again`}
            onPress={() => void again.press()}
          />
        )}
      </div>
    </div>
  )
}
