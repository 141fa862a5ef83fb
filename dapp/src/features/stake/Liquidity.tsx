import {
  approveToken,
  type LpPool,
  requestUnstakeLp,
  stakeLp,
  syncLp,
  withdrawLp,
} from '@supernet/sdk/actions'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatUnits, parseUnits } from 'viem'
import { useServices } from '../../lib/services.ts'
import { formatLeft } from '../../lib/time.ts'
import { lpPoolsOptions, stakeKeys } from '../../queries/stake.ts'
import { useChainNow } from '../../queries/useChainNow.ts'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Code } from '../../ui/Code.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Field, inputStyle, TextInput } from '../../ui/Field.tsx'
import { Section } from '../../ui/Screen.tsx'
import { Sogni } from '../../ui/Sogni.tsx'
import { TxButton } from '../../ui/TxButton.tsx'
import { useTx } from '../../wallet/useTx.ts'

/** Staking of liquidity, where the DAO has listed a pool or the owner still has something in one. */
export function Liquidity({ owner }: { owner: `0x${string}` }) {
  const pools = useQuery(lpPoolsOptions(useServices(), owner))
  if (pools.error !== null && pools.data === undefined) {
    return (
      <Section title="Liquidity">
        <ErrorNote error={pools.error} title="The pools could not be read." onRetry={() => pools.refetch()} />
      </Section>
    )
  }
  if (pools.data === undefined || pools.data.length === 0) return null
  return (
    <Section
      title="Liquidity"
      note="LP tokens count by their SOGNI side at an averaged price, less a tenth. They vote and give discounts; they bond no worker."
    >
      <div className="grid gap-5 lg:grid-cols-2">
        {pools.data.map((pool) => (
          <PoolForm key={pool.pool} pool={pool} owner={owner} />
        ))}
      </div>
    </Section>
  )
}

/** Shares of a pair are large: a part that counts may have many zeros before its first digit. */
const tokens = (pool: LpPool, parts: bigint) =>
  `${Number(formatUnits(parts, 18)).toLocaleString('en', { maximumSignificantDigits: 5 })} ${pool.symbol}`

/** What so many LP tokens count for at the rate of the pool. */
const unitsOf = (pool: LpPool, parts: bigint) => (parts * pool.rate) / 10n ** 18n

function PoolForm({ pool, owner }: { pool: LpPool; owner: `0x${string}` }) {
  const { lpStaking } = useServices().network.contracts
  const now = useChainNow()
  const [way, setWay] = useState<'add' | 'take'>('add')
  const [text, setText] = useState('')
  const amount = /^\d+(\.\d{0,18})?$/.test(text) ? parseUnits(text, 18) : 0n
  const most = way === 'add' ? pool.held : pool.staked
  const at = { lpStaking, pool: pool.pool }
  const move = useTx({
    done: way === 'add' ? 'The LP tokens are staked.' : 'The LP tokens cool down for 7 days.',
    changes: [stakeKeys.all],
    onIndexed: () => setText(''),
    prepare: async () => {
      if (way === 'take') return { action: (client) => requestUnstakeLp(client, { ...at, amount }) }
      const action = (client: Parameters<typeof stakeLp>[0]) => stakeLp(client, { ...at, amount })
      if (pool.allowance >= amount) return { action }
      return {
        action,
        approval: (client) => approveToken(client, { token: pool.pool, spender: lpStaking, amount }),
      }
    },
  })
  const withdrawal = useTx({
    done: 'What was ready is back in your account.',
    changes: [stakeKeys.all],
    prepare: async () => ({ action: (client) => withdrawLp(client, at) }),
  })
  const sync = useTx({
    done: 'It counts at the rate of now.',
    changes: [stakeKeys.all],
    prepare: async () => ({ action: (client) => syncLp(client, { ...at, account: owner }) }),
  })
  const ready = pool.requests
    .filter(({ readyAt }) => readyAt <= now)
    .reduce((sum, request) => sum + request.amount, 0n)
  return (
    <div className="paper flex flex-col gap-4 p-5" data-pool={pool.pool}>
      <p className="flex items-baseline justify-between gap-3">
        {pool.symbol} <Code value={pool.pool} label="Pool" />
      </p>
      <Bill>
        <BillRow label="Staked">{tokens(pool, pool.staked)}</BillRow>
        <BillRow label="Cooling down">{tokens(pool, pool.cooling)}</BillRow>
        <BillRow label="Counts as" total>
          <Sogni wei={pool.units} />
        </BillRow>
      </Bill>
      <Choice
        label="LP tokens"
        value={way}
        onChange={setWay}
        options={[
          { value: 'add', label: 'Stake' },
          { value: 'take', label: 'Take back' },
        ]}
      />
      <Field
        label={`Amount in ${pool.symbol}`}
        hint={`${way === 'add' ? 'You hold' : 'Staked are'} ${tokens(pool, most)}`}
        error={amount > most ? `Only ${tokens(pool, most)}` : undefined}
      >
        <TextInput inputMode="decimal" value={text} onValueChange={setText} className={inputStyle} />
      </Field>
      <p className="flex flex-wrap items-baseline justify-between gap-3 text-13 text-soft">
        <span>
          Counts as <Sogni wei={unitsOf(pool, amount)} />
        </span>
        {most > 0n && amount !== most && (
          <button
            type="button"
            className="underline underline-offset-4 hover:text-ink"
            onClick={() => setText(formatUnits(most, 18))}
          >
            All of it
          </button>
        )}
      </p>
      <div className="flex flex-wrap items-start gap-3">
        <TxButton
          tone="paper"
          state={move.state}
          verb={`${way === 'add' ? 'Stake' : 'Start the cooldown of'} ${tokens(pool, amount)}`}
          blocked={
            way === 'add' && !pool.listed
              ? 'The pool is closed'
              : amount === 0n || amount > most
                ? 'Choose an amount'
                : undefined
          }
          onPress={() => void move.press()}
        />
        {pool.cooling > 0n && (
          <TxButton
            tone="paper"
            state={withdrawal.state}
            verb={`Withdraw ${tokens(pool, ready)}`}
            blocked={ready === 0n ? `Ready ${formatLeft(pool.requests[0]?.readyAt ?? 0, now)}` : undefined}
            onPress={() => void withdrawal.press()}
          />
        )}
        {unitsOf(pool, pool.staked) !== pool.units && (
          <TxButton
            tone="paper"
            state={sync.state}
            verb="Count it at the rate of now"
            onPress={() => void sync.press()}
          />
        )}
      </div>
    </div>
  )
}
