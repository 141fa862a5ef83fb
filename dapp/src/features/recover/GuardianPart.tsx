import type { GuardedView, RecoveryView } from '@supernet/sdk/schema'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isAddressEqual } from 'viem'
import { useServices } from '../../lib/services.ts'
import { guardedOptions, isToSignAgain } from '../../queries/recovery.ts'
import { Choice } from '../../ui/Choice.tsx'
import { Code, shorten } from '../../ui/Code.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Section } from '../../ui/Screen.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { State } from '../../ui/State.tsx'
import { type Owner, ownerName } from '../../wallet/owner.ts'
import { ChooseGuardian } from './ChooseGuardian.tsx'
import { SignForDevice } from './SignForDevice.tsx'

type Address = `0x${string}`

interface GuardianPartProps {
  view: RecoveryView
  owner: Owner
}

/** What the wallet or account that is here can do for the recovery, by what the chain says of it. */
export function GuardianPart({ view, owner }: GuardianPartProps) {
  const guarded = useQuery(guardedOptions(useServices(), owner.address))
  const hasSigned = view.signed.some((guardian) => isAddressEqual(guardian, owner.address))
  if (hasSigned && !isToSignAgain(view)) return <Signed view={view} />
  if (guarded.data === undefined) {
    if (guarded.error !== null)
      return (
        <ErrorNote
          error={guarded.error}
          title="Whose guardian you are could not be read."
          onRetry={() => guarded.refetch()}
        />
      )
    return (
      <Loading what="whose guardian you are">
        <Skeleton className="h-64 w-full" />
      </Loading>
    )
  }
  const { account } = view
  const possible =
    account === undefined ? guarded.data : guarded.data.filter((one) => isAddressEqual(one.account, account))
  if (possible.length === 0) return <NoGuardian owner={owner} account={account} />
  return <Sign view={view} owner={owner} possible={possible} />
}

function Sign({ view, owner, possible }: GuardianPartProps & { possible: readonly GuardedView[] }) {
  const [chosen, setChosen] = useState<Address>()
  const guarded =
    possible.find(({ account }) => account === chosen) ?? (possible.length === 1 ? possible[0] : undefined)
  return (
    <div className="flex flex-col gap-6">
      {possible.length > 1 && (
        <Choice
          label="You are a guardian of several accounts. Ask the person which one is theirs."
          value={chosen ?? ''}
          onChange={(account) => setChosen(account as Address)}
          options={possible.map(({ account }) => ({ value: account as string, label: shorten(account) }))}
        />
      )}
      {guarded !== undefined && <SignForDevice view={view} owner={owner} guarded={guarded} />}
    </div>
  )
}

function Signed({ view: { signed, threshold = 1 } }: { view: RecoveryView }) {
  const missing = Math.max(0, threshold - signed.length)
  return (
    <div className="paper max-w-xl p-5" role="status" data-signed>
      <p>
        <State tone="good">You have signed</State>
      </p>
      <p className="mt-1 text-soft">
        {missing === 0
          ? 'Nobody else has to. It goes on by itself.'
          : `${missing} more ${missing === 1 ? 'guardian has' : 'guardians have'} to. You need not come back.`}
      </p>
    </div>
  )
}

function NoGuardian({ owner, account }: { owner: Owner; account: Address | undefined }) {
  return (
    <div className="flex max-w-xl flex-col gap-5" data-no-guardian>
      <p>
        {ownerName(owner)} <Code value={owner.address} label="Address" /> is not a guardian of{' '}
        {account === undefined ? (
          'any account'
        ) : (
          <>
            the account <Code value={account} label="Account" />
          </>
        )}
        .
      </p>
      <Section title="Use another one">
        <ChooseGuardian />
      </Section>
    </div>
  )
}
