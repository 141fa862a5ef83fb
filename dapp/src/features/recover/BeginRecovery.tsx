import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useDevice } from '../../lib/device/device.ts'
import { useServices } from '../../lib/services.ts'
import { recoveryKeys } from '../../queries/recovery.ts'
import { Button } from '../../ui/Button.tsx'
import { CodeForm } from '../../ui/CodeForm.tsx'
import { Field, inputStyle, TextInput } from '../../ui/Field.tsx'
import { Screen, Section } from '../../ui/Screen.tsx'
import { SigningError } from '../../ui/SigningError.tsx'
import { passkeysWork } from '../../wallet/passkey/available.ts'
import { deviceName } from '../../wallet/passkey/deviceName.ts'

const LONGEST_NAME = 60

/** Before anything is made: what it takes, and the one press. */
export function BeginRecovery() {
  const navigate = useNavigate()
  return (
    <Screen title="Back into your account, without any of your devices.">
      <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-2">
        <Section title="This device">
          {passkeysWork() ? (
            <MakePasskey />
          ) : (
            <p className="max-w-xl text-soft">
              This browser makes no passkeys for this address. Open the page by its domain, over https.
            </p>
          )}
          <p className="mt-5 max-w-xl text-13 text-soft">
            This needs guardians that the account named before its devices were lost. Where one device is
            left,{' '}
            <Link to="/account?join" className="underline underline-offset-4">
              add this one to it
            </Link>{' '}
            instead.
          </p>
        </Section>
        <Section title="If you are a guardian">
          <div className="max-w-xl">
            <CodeForm
              label="Code that you were told"
              hint="Twelve letters and digits."
              verb="Look at it"
              onCode={(code) => navigate(`/recover/${encodeURIComponent(code)}`)}
            />
          </div>
        </Section>
      </div>
    </Screen>
  )
}

function MakePasskey() {
  const services = useServices()
  const db = useDevice()
  const queries = useQueryClient()
  const [name, setName] = useState(() => deviceName(navigator.userAgent))
  const begin = useMutation({
    mutationFn: async () => {
      const { openRecovery } = await import('../../wallet/passkey/recovery.ts')
      return openRecovery(services, db, name.trim())
    },
    onSuccess: ({ kept, view }) => {
      queries.setQueryData(recoveryKeys.of(kept.code), view)
      queries.setQueryData(recoveryKeys.kept, kept)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    begin.mutate()
  }
  return (
    <form onSubmit={submit} className="paper flex max-w-xl flex-col gap-3 p-5" data-begin>
      <p>
        It gets a passkey of its own and a link for your guardians. When enough of them have signed, and the
        wait that you chose is over, this passkey is the account's.
      </p>
      <Field label="What your guardians read as its name">
        <TextInput value={name} onValueChange={setName} maxLength={LONGEST_NAME} className={inputStyle} />
      </Field>
      <div>
        <Button tone="primary" type="submit" disabled={begin.isPending || name.trim() === ''}>
          {begin.isPending ? 'Follow your device' : 'Make a passkey for this device'}
        </Button>
      </div>
      <SigningError error={begin.error} declined="No passkey was given. Nothing was made." />
    </form>
  )
}
