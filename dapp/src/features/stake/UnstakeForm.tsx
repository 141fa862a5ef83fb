import { requestUnstake } from '@supernet/sdk/actions'
import { useState } from 'react'
import { useServices } from '../../lib/services.ts'
import { formatSeconds } from '../../lib/time.ts'
import { type StakeView, stakeKeys } from '../../queries/stake.ts'
import { formatSogni } from '../../ui/Sogni.tsx'
import { TxButton } from '../../ui/TxButton.tsx'
import { useTx } from '../../wallet/useTx.ts'
import { AmountField, amountOf } from './AmountField.tsx'
import { Cooldown } from './Cooldown.tsx'
import { Effect } from './Effect.tsx'
import { leaving } from './effects.ts'

/** Asks stake back, with the days that follow drawn before anything is signed. */
export function UnstakeForm({ view, owner }: { view: StakeView; owner: `0x${string}` }) {
  const { contracts } = useServices().network
  const { stake, rules } = view
  const [text, setText] = useState('')
  const { amount, blocked } = amountOf(text, stake.free)
  const full = stake.requests.length >= rules.maxRequests
  const tx = useTx({
    done: `${formatSogni(amount)} cool down for ${formatSeconds(rules.cooldown)}.`,
    changes: [stakeKeys.all],
    onIndexed: () => setText(''),
    prepare: async () => ({
      action: (client) => requestUnstake(client, { stakingVault: contracts.stakingVault, amount }),
    }),
  })
  if (stake.active === 0n)
    return <p className="text-soft">Nothing is active, so nothing can be asked back.</p>
  return (
    <div className="flex flex-col gap-4">
      <AmountField
        label="Amount in SOGNI"
        text={text}
        onText={setText}
        most={stake.free}
        mostName={stake.free < stake.active ? 'Neither bonded nor locked are' : 'Active are'}
      />
      {blocked === undefined && (
        <>
          <Cooldown view={view} amount={amount} />
          <Effect view={view} owner={owner} change={leaving(amount)} />
          <p className="text-13 text-soft">Votes change at once, the rest when it is withdrawn.</p>
        </>
      )}
      <div>
        <TxButton
          tone="paper"
          state={tx.state}
          verb={`Start the cooldown of ${formatSogni(amount)}`}
          blocked={
            full ? `All ${rules.maxRequests} requests are taken: withdraw one, or stake it again` : blocked
          }
          onPress={() => void tx.press()}
        />
      </div>
    </div>
  )
}
