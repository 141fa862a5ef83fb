import {
  type AutoStake,
  distributeRewards,
  setAutoStake,
  setPayout,
  type WorkerBond,
} from '@supernet/sdk/actions'
import { useState } from 'react'
import { isAddressEqual } from 'viem'
import { formatBps } from '../../lib/amounts.ts'
import { useServices } from '../../lib/services.ts'
import { stakeKeys } from '../../queries/stake.ts'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { NumberInput } from '../../ui/NumberInput.tsx'
import { formatSogni, Sogni } from '../../ui/Sogni.tsx'
import { TxButton } from '../../ui/TxButton.tsx'
import { useTx } from '../../wallet/useTx.ts'

interface AutoStakeFormProps {
  auto: AutoStake
  bonds: readonly WorkerBond[]
  owner: `0x${string}`
}

/** The share of rewards that is staked. It applies to workers whose payout is the owner's box. */
export function AutoStakeForm({ auto, bonds, owner }: AutoStakeFormProps) {
  const { autoStaker, workerRegistry } = useServices().network.contracts
  const [percent, setPercent] = useState(auto.shareBps / 100)
  const outside = bonds.find(({ payout }) => !isAddressEqual(payout, auto.box))
  const share = useTx({
    done: 'The share is set.',
    changes: [stakeKeys.all],
    prepare: async () => ({
      action: (client) => setAutoStake(client, { autoStaker, shareBps: Math.round(percent * 100) }),
    }),
  })
  const route = useTx({
    done: 'Its rewards go through the box now.',
    changes: [stakeKeys.all],
    prepare: async () => {
      if (outside === undefined) throw new Error('All workers pay the box already')
      const { workerId } = outside
      return { action: (client) => setPayout(client, { workerRegistry, workerId, payout: auto.box }) }
    },
  })
  const split = useTx({
    done: 'The rewards are split.',
    changes: [stakeKeys.all],
    prepare: async () => ({ action: (client) => distributeRewards(client, { autoStaker, owner }) }),
  })
  const same = Math.round(percent * 100) === auto.shareBps
  const staked = (auto.waiting * BigInt(auto.shareBps)) / 10_000n
  return (
    <div className="paper flex flex-col gap-4 p-5" data-auto-stake>
      <Bill>
        <BillRow label="Staked of each reward">{formatBps(auto.shareBps)}</BillRow>
        <BillRow label="Waiting to be split">
          <Sogni wei={auto.waiting} />
        </BillRow>
      </Bill>
      <NumberInput
        label="Share in percent"
        value={percent}
        onChange={setPercent}
        min={0}
        max={100}
        step={5}
      />
      <div className="flex flex-wrap items-start gap-3">
        <TxButton
          tone="paper"
          state={share.state}
          verb={`Stake ${percent} % of my rewards`}
          blocked={same ? 'This share is set' : undefined}
          onPress={() => void share.press()}
        />
        {outside !== undefined && (
          <TxButton
            tone="paper"
            state={route.state}
            verb={`Send the rewards of ${outside.operator.slice(0, 6)}… through the box`}
            onPress={() => void route.press()}
          />
        )}
        {auto.waiting > 0n && (
          <TxButton
            tone="paper"
            state={split.state}
            verb={`Stake ${formatSogni(staked)}, pay ${formatSogni(auto.waiting - staked)}`}
            onPress={() => void split.press()}
          />
        )}
      </div>
      <p className="text-13 text-soft">
        The box is an address that can only stake the share for you and pay you the rest. Anyone may ask it
        to.
      </p>
    </div>
  )
}
