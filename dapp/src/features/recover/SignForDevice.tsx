import type { GuardedView, RecoveryView } from '@supernet/sdk/schema'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useServices } from '../../lib/services.ts'
import { recoveryKeys } from '../../queries/recovery.ts'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { Button } from '../../ui/Button.tsx'
import { Code } from '../../ui/Code.tsx'
import { Field, inputStyle, TextInput } from '../../ui/Field.tsx'
import { SigningError } from '../../ui/SigningError.tsx'
import type { Owner } from '../../wallet/owner.ts'
import { KeyGroups } from './KeyGroups.tsx'
import { keyGroups } from './keyGroups.ts'
import { daysOf } from './progress.ts'

const END = 4

interface SignForDeviceProps {
  view: RecoveryView
  owner: Owner
  guarded: GuardedView
}

/** Whose key comes in, what it will be able to do, and two signatures after the person was heard. */
export function SignForDevice({ view, owner, guarded }: SignForDeviceProps) {
  const services = useServices()
  const queries = useQueryClient()
  const [end, setEnd] = useState('')
  const [step, setStep] = useState<1 | 2>(1)
  const { account, threshold, delay } = guarded
  const name = view.signer.name ?? 'the new device'
  const expected = keyGroups(services.network.contracts.webAuthnVerifier, view.key).at(-1)
  const typed = end.trim().toLowerCase()
  const isHeard = typed === expected
  const sign = useMutation({
    mutationFn: async () => {
      const { signRecovery } = await import('../../wallet/signRecovery.ts')
      return signRecovery(services, owner, { view, account, onStep: setStep })
    },
    onSuccess: (next) => queries.setQueryData(recoveryKeys.of(view.code), next),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isHeard && !sign.isPending) sign.mutate()
  }
  return (
    <form onSubmit={submit} className="paper flex max-w-xl flex-col gap-4 p-5" data-sign={account}>
      <Bill>
        <BillRow label="Account">
          <Code value={account} label="Account" />
        </BillRow>
        <BillRow label="New device">{name}</BillRow>
        {threshold === 1 ? (
          <BillRow label="Guardians needed">you alone</BillRow>
        ) : (
          <BillRow label="Signed so far">
            {view.signed.length} of {threshold}
          </BillRow>
        )}
        <BillRow label="Then it waits">{daysOf(delay)}</BillRow>
      </Bill>
      <p>
        After that wait this device can do everything with the account. Until then any other device of it can
        cancel. You sign twice, now: that the device asks, and that it takes over. It costs you nothing.
      </p>
      <div className="border-line border-t pt-4">
        <p className="font-medium">Call the person before you sign.</p>
        <p className="mt-1 mb-3 text-soft">
          Hear on the phone that it is them, and that the key of their device is{' '}
          <KeyGroups of={view.key} partly className="text-ink" />.
        </p>
        <Field
          label="The last four characters, as they read them to you"
          {...(typed.length >= END && !isHeard
            ? { error: 'This is another key. Sign nothing, and ask the person for the link again.' }
            : {})}
        >
          <TextInput
            value={end}
            onValueChange={setEnd}
            maxLength={END}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className={`${inputStyle} font-mono`}
          />
        </Field>
      </div>
      <div>
        <Button
          tone="primary"
          type="submit"
          disabled={!isHeard || sign.isPending}
          aria-busy={sign.isPending}
          className="max-w-full whitespace-normal! py-1.5"
        >
          {sign.isPending
            ? `Waiting for signature ${step} of 2`
            : isHeard
              ? `Let ${name} in`
              : 'Compare the key first'}
        </Button>
      </div>
      <SigningError error={sign.error} declined="A signature was declined, so nothing was signed." />
    </form>
  )
}
