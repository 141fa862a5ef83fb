import { bindReferrer } from '@supernet/sdk/actions'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { getAddress, isAddress, isAddressEqual } from 'viem'
import { formatBps } from '../../lib/amounts.ts'
import { readReferrer } from '../../lib/referrer.ts'
import { useServices } from '../../lib/services.ts'
import { referralsOptions } from '../../queries/rewards.ts'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { Code } from '../../ui/Code.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Field, inputStyle, TextInput } from '../../ui/Field.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import type { Owner } from '../../wallet/owner.ts'
import { Referees } from './Referees.tsx'
import { RewardTx } from './RewardTx.tsx'
import { formatSparkWei } from './words.ts'

/** Whom the account brought, and who brought it. */
export function Referrals({ owner }: { owner: Owner }) {
  const state = useQuery(referralsOptions(useServices(), owner.address))
  if (state.data === undefined) {
    if (state.error !== null)
      return (
        <ErrorNote
          error={state.error}
          title="The referrals could not be read."
          onRetry={() => state.refetch()}
        />
      )
    return (
      <Loading what="the referrals">
        <Skeleton className="h-40 w-full" />
      </Loading>
    )
  }
  const { mine, brought } = state.data
  const link = `${window.location.origin}/rewards?by=${owner.address}`
  return (
    <div className="paper p-5">
      <Bill>
        <BillRow label="Brought by you">{brought.brought.toLocaleString('en')}</BillRow>
        <BillRow label="Got for what they spent">{formatSparkWei(brought.earned)}</BillRow>
        <BillRow label="Your link">
          <Code value={link} label="Link" />
        </BillRow>
        <BillRow label="Brought by">
          {mine.referrer === undefined ? 'nobody yet' : <Code value={mine.referrer} label="Referrer" />}
        </BillRow>
      </Bill>
      <p className="mt-3 text-13 text-soft">
        Whoever brings an account gets {formatBps(mine.bps)} of what it spends of its own, at most{' '}
        {formatSparkWei(mine.cap)} for each.
      </p>
      {brought.brought > 0 && <Referees owner={owner} />}
      {mine.referrer === undefined && <Bind owner={owner} />}
    </div>
  )
}

/** Names who brought the account: once, for good. */
function Bind({ owner }: { owner: Owner }) {
  const { referrals } = useServices().network.contracts
  const [text, setText] = useState(() => readReferrer(localStorage) ?? '')
  const valid = isAddress(text, { strict: false }) && !isAddressEqual(text, owner.address)
  return (
    <div className="mt-5 flex flex-col items-start gap-2">
      <Field
        label="Who brought you"
        hint="Said once, for good."
        error={text !== '' && !valid ? 'An address of another account' : undefined}
        className="w-full"
      >
        <TextInput value={text} onValueChange={setText} placeholder="0x…" className={inputStyle} />
      </Field>
      <RewardTx
        verb="Name this account"
        done="It is written down who brought you."
        blocked={valid ? undefined : 'Type an address first'}
        prepare={async () => (client) => bindReferrer(client, { referrals, referrer: getAddress(text) })}
      />
    </div>
  )
}
