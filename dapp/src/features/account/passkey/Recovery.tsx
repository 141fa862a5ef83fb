import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isAddress, isAddressEqual } from 'viem'
import { useServices } from '../../../lib/services.ts'
import { formatDate } from '../../../lib/time.ts'
import { recoveryOptions } from '../../../queries/devices.ts'
import { Choice } from '../../../ui/Choice.tsx'
import { Code } from '../../../ui/Code.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Field, inputStyle, TextInput } from '../../../ui/Field.tsx'
import { Loading, Skeleton } from '../../../ui/Skeleton.tsx'
import { State } from '../../../ui/State.tsx'
import { TxButton } from '../../../ui/TxButton.tsx'
import type { AccountRow } from '../../../wallet/passkey/accountRow.ts'
import { useCalls } from './useCalls.ts'

type Address = `0x${string}`

const DAY = 86_400
const DELAYS = ['2', '7', '30'] as const

/** Wallets that can put another passkey in place when every device is lost. */
export function Recovery({ row }: { row: AccountRow }) {
  const services = useServices()
  const recovery = useQuery(recoveryOptions(services, row.account))
  if (recovery.data === undefined) {
    if (recovery.error !== null)
      return (
        <ErrorNote
          error={recovery.error}
          title="The recovery wallets could not be read."
          onRetry={() => recovery.refetch()}
        />
      )
    return (
      <Loading what="recovery wallets">
        <Skeleton className="h-16 w-full" />
      </Loading>
    )
  }
  const { guardians, delay, proposed } = recovery.data
  return (
    <div>
      {proposed !== undefined && <Proposed {...proposed} />}
      {guardians.length === 0 ? (
        <p className="mb-3 text-soft">None yet. Without one, the account is lost with its last device.</p>
      ) : (
        <ul className="mb-4">
          {guardians.map((guardian) => (
            <li key={guardian} className="flex items-center gap-4 border-line border-b py-2">
              <Code value={guardian} label="Recovery wallet" />
              <span className="ml-auto text-13 text-soft">after {Math.round(delay / DAY)} days</span>
            </li>
          ))}
        </ul>
      )}
      <AddGuardian row={row} guardians={guardians as readonly Address[]} />
    </div>
  )
}

function AddGuardian({ row, guardians }: { row: AccountRow; guardians: readonly Address[] }) {
  const services = useServices()
  const [text, setText] = useState('')
  const [days, setDays] = useState<(typeof DELAYS)[number]>('7')
  const wallet = text.trim()
  const known = isAddress(wallet) && guardians.some((one) => isAddressEqual(one, wallet))
  const fault =
    wallet === ''
      ? undefined
      : !isAddress(wallet)
        ? 'An address begins with 0x and has 42 characters'
        : known
          ? 'This wallet is named already'
          : undefined
  const tx = useCalls({
    done: 'The wallet can bring the account back.',
    onIndexed: () => setText(''),
    prepare: async () => {
      const { settingGuardians } = await import('../../../wallet/passkey/manage.ts')
      const all = [...guardians, wallet as Address]
      return settingGuardians(await services.chain(), services.network.contracts, row.account, {
        guardians: all,
        days: Number(days),
      })
    },
  })
  return (
    <div className="flex flex-col gap-3">
      <Field
        label="Address of a wallet that you trust"
        hint="A hardware wallet of yours, or a friend's wallet."
        {...(fault === undefined ? {} : { error: fault })}
      >
        <TextInput value={text} onValueChange={setText} spellCheck={false} className={inputStyle} />
      </Field>
      <Choice
        label="It waits"
        value={days}
        onChange={setDays}
        options={DELAYS.map((value) => ({ value, label: `${value} days` }))}
      />
      <p className="text-13 text-soft">
        Any one of these wallets can then ask for another passkey. It takes over after the wait, and until
        then any of your devices can cancel it.
      </p>
      <div>
        <TxButton
          tone="paper"
          state={tx.state}
          verb="Name this recovery wallet"
          {...(wallet === '' || fault !== undefined ? { blocked: 'Name this recovery wallet' } : {})}
          onPress={() => void tx.press()}
        />
      </div>
    </div>
  )
}

/** Somebody asked for another passkey: if it was not you, this is the time to say so. */
function Proposed({ readyAt, expiresAt }: { readyAt: number; expiresAt: number }) {
  const services = useServices()
  const tx = useCalls({
    done: 'The recovery is cancelled.',
    prepare: async () => {
      const { cancellingRecovery } = await import('../../../wallet/passkey/manage.ts')
      return cancellingRecovery(services.network.contracts)
    },
  })
  return (
    <div role="alert" className="paper mb-5 border-l-2 border-l-warn p-4" data-recovery>
      <p>
        <State tone="warn">A recovery is on its way</State>
      </p>
      <p className="mt-1 mb-3 text-13 text-soft">
        Another passkey takes over from {formatDate(readyAt)}, if a recovery wallet goes on until{' '}
        {formatDate(expiresAt)}. Cancel it if you did not ask for it.
      </p>
      <TxButton state={tx.state} verb="Cancel the recovery" onPress={() => void tx.press()} />
    </div>
  )
}
