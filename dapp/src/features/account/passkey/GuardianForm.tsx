import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useServices } from '../../../lib/services.ts'
import { type GuardiansView, proposedOptions } from '../../../queries/devices.ts'
import { Button } from '../../../ui/Button.tsx'
import { Choice } from '../../../ui/Choice.tsx'
import { Code } from '../../../ui/Code.tsx'
import { Field, inputStyle, TextInput } from '../../../ui/Field.tsx'
import { TxButton } from '../../../ui/TxButton.tsx'
import type { AccountRow } from '../../../wallet/passkey/accountRow.ts'
import { anyOf, dayChoices, draftOf, faultOf, isChanged, settingsOf } from './guardianDraft.ts'
import { useCalls } from './useCalls.ts'

/** Whom to trust, how many of them it takes, and the wait: all of it in one operation. */
export function GuardianForm({ row, named }: { row: AccountRow; named: GuardiansView }) {
  const services = useServices()
  const [draft, setDraft] = useState(() => draftOf(named))
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }))
  const isAsked = (useQuery(proposedOptions(services, row.account)).data ?? null) !== null
  const fault = faultOf(draft, row.account)
  const settings = settingsOf(draft, row.account)
  const { guardians, threshold, days } = settings
  const isTyped = guardians.length > draft.guardians.length
  const tx = useCalls({
    done: guardians.length === 0 ? 'The account has no guardians any more.' : 'The guardians are named.',
    prepare: async () => {
      const { removingGuardians, settingGuardians } = await import('../../../wallet/passkey/manage.ts')
      const { contracts } = services.network
      if (guardians.length === 0) return removingGuardians(contracts, row.account)
      return settingGuardians(await services.chain(), contracts, row.account, settings)
    },
  })
  return (
    <div className="flex flex-col gap-3" data-guardians={named.guardians.length}>
      {named.guardians.length === 0 && (
        <p className="text-soft">None yet. Without one, the account is lost with its last device.</p>
      )}
      {draft.guardians.length > 0 && (
        <ul aria-label="Guardians">
          {draft.guardians.map((guardian) => (
            <li key={guardian} className="flex items-center gap-4 border-line border-b py-2">
              <Code value={guardian} label="Guardian" />
              <Button
                tone="quiet"
                size="small"
                className="ml-auto"
                aria-label={`Remove the guardian that ends in ${guardian.slice(-4)}`}
                onClick={() => change({ guardians: draft.guardians.filter((one) => one !== guardian) })}
              >
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Field
        label={draft.guardians.length === 0 ? 'Address of a guardian' : 'Address of another guardian'}
        hint="A friend's account here or their wallet, or a wallet that you keep elsewhere."
        {...(fault === undefined ? {} : { error: fault })}
      >
        <TextInput
          value={draft.typed}
          onValueChange={(typed) => change({ typed })}
          autoComplete="off"
          spellCheck={false}
          className={`${inputStyle} font-mono`}
        />
      </Field>
      {isTyped && (
        <div>
          <Button size="small" onClick={() => change({ guardians, typed: '' })}>
            Add one more
          </Button>
        </div>
      )}
      {guardians.length > 1 && (
        <Choice
          label="How many of them must agree"
          value={String(threshold)}
          onChange={(value) => change({ threshold: Number(value) })}
          options={guardians.map((_, place) => ({ value: String(place + 1), label: String(place + 1) }))}
        />
      )}
      {guardians.length > 0 && (
        <>
          <Choice
            label="A new device waits"
            value={String(days)}
            onChange={(value) => change({ days: Number(value) })}
            options={dayChoices(named).map((value) => ({ value: String(value), label: `${value} days` }))}
          />
          <p className="text-13 text-soft">
            {anyOf(settings)} can let one new device in, and nothing else. It takes over after {days} days.
            Until then every device of yours shows it, and any of them can cancel it.
          </p>
        </>
      )}
      {isAsked && isChanged(settings, named) && (
        <p className="text-13 text-warn">Saving also cancels the recovery that is on its way.</p>
      )}
      <div>
        <TxButton
          tone="paper"
          state={tx.state}
          verb={verbOf(guardians.length, named.guardians.length)}
          {...(fault === undefined && isChanged(settings, named)
            ? {}
            : { blocked: named.guardians.length === 0 ? 'Name a guardian' : 'Save the guardians' })}
          onPress={() => void tx.press()}
        />
      </div>
    </div>
  )
}

function verbOf(count: number, before: number): string {
  if (count === 0) return 'Remove every guardian'
  if (before > 0) return 'Save the guardians'
  return count === 1 ? 'Name this guardian' : `Name these ${count} guardians`
}
