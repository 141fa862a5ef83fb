import { delegate } from '@supernet/sdk/actions'
import { useState } from 'react'
import { isAddress, isAddressEqual, zeroAddress } from 'viem'
import { useServices } from '../../lib/services.ts'
import { type StakeView, stakeKeys } from '../../queries/stake.ts'
import { Code } from '../../ui/Code.tsx'
import { Field, inputStyle, TextInput } from '../../ui/Field.tsx'
import { formatSogni, Sogni } from '../../ui/Sogni.tsx'
import { TxButton } from '../../ui/TxButton.tsx'
import { useTx } from '../../wallet/useTx.ts'
import { votesItself } from './effects.ts'

/** Who votes with the stake of an account. Only the votes go: the stake and its discounts stay. */
export function Delegation({ view, owner }: { view: StakeView; owner: `0x${string}` }) {
  const { stakingVault } = useServices().network.contracts
  const { stake } = view
  const [text, setText] = useState('')
  const itself = votesItself(view, owner)
  const to = isAddress(text.trim()) ? (text.trim() as `0x${string}`) : undefined
  const give = useTx({
    done: 'The votes are delegated.',
    changes: [stakeKeys.all],
    onIndexed: () => setText(''),
    prepare: async () => ({ action: (client) => delegate(client, { votes: stakingVault, to: to ?? owner }) }),
  })
  const takeBack = useTx({
    done: 'You vote with your own stake again.',
    changes: [stakeKeys.all],
    prepare: async () => ({ action: (client) => delegate(client, { votes: stakingVault, to: owner }) }),
  })
  const own = stake.active + stake.lpUnits
  if (own === 0n && itself && stake.votes === 0n)
    return (
      <p className="text-soft">Whoever stakes, votes: a SOGNI is a vote, from the moment it is staked.</p>
    )
  return (
    <div className="flex flex-col gap-4">
      <p>
        You can vote with <Sogni wei={stake.votes} />.{' '}
        {itself ? (
          'Your own stake votes for you.'
        ) : (
          <>
            The votes of your own stake are with <Code value={stake.delegatee} label="Delegate" />.
          </>
        )}
      </p>
      {!itself && (
        <div>
          <TxButton
            tone="paper"
            state={takeBack.state}
            verb="Take my votes back"
            onPress={() => void takeBack.press()}
          />
        </div>
      )}
      <Field
        label="Let another account vote with my stake"
        hint="Votes that run already stay as they were."
        error={text === '' || to !== undefined ? undefined : 'Not an address'}
      >
        <TextInput
          value={text}
          onValueChange={setText}
          placeholder="0x…"
          spellCheck={false}
          autoComplete="off"
          className={`${inputStyle} font-mono`}
        />
      </Field>
      <div>
        <TxButton
          tone="paper"
          state={give.state}
          verb={`Delegate ${formatSogni(own)} of votes`}
          blocked={
            to === undefined
              ? 'Name an account'
              : isAddressEqual(to, stake.delegatee)
                ? 'It has your votes already'
                : isAddressEqual(to, zeroAddress)
                  ? 'Nobody votes from there'
                  : undefined
          }
          onPress={() => void give.press()}
        />
      </div>
    </div>
  )
}
