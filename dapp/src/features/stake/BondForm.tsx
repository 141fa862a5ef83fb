import { bond as bondStake, refreshTake, unbond, type WorkerBond } from '@supernet/sdk/actions'
import { useState } from 'react'
import { zeroAddress } from 'viem'
import { formatBps } from '../../lib/amounts.ts'
import { useServices } from '../../lib/services.ts'
import { parseSogni } from '../../lib/wei.ts'
import { type StakeView, stakeKeys } from '../../queries/stake.ts'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Code } from '../../ui/Code.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { formatSogni, Sogni } from '../../ui/Sogni.tsx'
import { TxButton } from '../../ui/TxButton.tsx'
import { useTx } from '../../wallet/useTx.ts'
import { AmountField, amountOf } from './AmountField.tsx'
import { Then } from './Effect.tsx'
import { takeWith, unpledged } from './effects.ts'

/** The bond of one worker, and what the treasury takes of it now and after the typed amount. */
export function BondForm({ bond, view }: { bond: WorkerBond; view: StakeView }) {
  const { stakingVault, workerRegistry } = useServices().network.contracts
  const [way, setWay] = useState<'add' | 'take'>('add')
  const [text, setText] = useState('')
  const most = way === 'add' ? unpledged(view.stake) : bond.pledged
  const { amount, blocked } = amountOf(text, most)
  const typed = parseSogni(text) !== undefined && blocked === undefined ? amount : 0n
  const after =
    way === 'add' ? bond.bonded + typed : bond.bonded - (typed < bond.bonded ? typed : bond.bonded)
  const take = takeWith(bond, view.rules, bond.bonded)
  const { workerId } = bond
  const move = useTx({
    done: way === 'add' ? 'The stake is bonded.' : 'The stake is free of its bond.',
    changes: [stakeKeys.all],
    onIndexed: () => setText(''),
    prepare: async () => ({
      action: (client) => (way === 'add' ? bondStake : unbond)(client, { stakingVault, workerId, amount }),
    }),
  })
  const push = useTx({
    done: 'The ledger knows the new take.',
    changes: [stakeKeys.all],
    prepare: async () => ({ action: (client) => refreshTake(client, { workerRegistry, workerId }) }),
  })
  const short = bond.fast && after < bond.required
  return (
    <div className="paper p-5" data-bond={workerId}>
      <p className="flex items-baseline gap-2">
        <Mark id={workerId} />
        <Code value={bond.operator} label="Operator" />
        <span className="text-13 text-soft">{bond.fast ? 'Fast' : 'Relaxed'}</span>
      </p>
      <Bill className="mt-4">
        <BillRow label="Bonded">
          <Then now={formatSogni(bond.bonded)} after={formatSogni(after)} />
        </BillRow>
        <BillRow label="A Fast worker needs">
          <Sogni wei={bond.required} />
        </BillRow>
        <BillRow label="The treasury takes" total>
          <Then now={formatBps(take)} after={formatBps(takeWith(bond, view.rules, after))} />
        </BillRow>
      </Bill>
      <div className="mt-4">
        <Choice
          label="Bond"
          value={way}
          onChange={(next) => {
            setWay(next)
            setText('')
          }}
          options={[
            { value: 'add', label: 'Add' },
            { value: 'take', label: 'Take back' },
          ]}
        />
        <AmountField
          label={way === 'add' ? 'SOGNI to bond' : 'SOGNI to take back'}
          text={text}
          onText={setText}
          most={most}
          mostName={way === 'add' ? 'Active and not bonded are' : 'Bonded are'}
        />
        {short && (
          <p className="mb-3 text-13 text-warn">With less than it needs the worker gets no Fast work.</p>
        )}
        <div className="flex flex-wrap items-start gap-3">
          <TxButton
            tone="paper"
            state={move.state}
            verb={way === 'add' ? `Bond ${formatSogni(amount)}` : `Take ${formatSogni(amount)} back`}
            blocked={blocked}
            onPress={() => void move.press()}
          />
          {bond.operator !== zeroAddress && bond.ledgerTakeBps !== take && (
            <TxButton
              tone="paper"
              state={push.state}
              verb={`Tell the ledger: ${formatBps(bond.ledgerTakeBps)} becomes ${formatBps(take)}`}
              onPress={() => void push.press()}
            />
          )}
        </div>
      </div>
    </div>
  )
}
