import { useMutation } from '@tanstack/react-query'
import { describeError } from '../../lib/errorText.ts'
import { useServices } from '../../lib/services.ts'
import { Button } from '../../ui/Button.tsx'
import { Hairline } from '../../ui/Hairline.tsx'
import { useOwner } from '../OwnerProvider.tsx'
import { type SetUpState, useSetUp } from './SetUpProvider.tsx'

type Working = Extract<SetUpState, { at: 'working' | 'failed' }>['step']

const DOES: Record<Working, string> = {
  look: 'Looking at your account',
  register: 'Registering your passkey',
  claim: "Taking today's free Spark",
  open: 'Handing the Spark to this device',
}
const FAILED: Record<Working, string> = {
  look: 'Your account could not be read.',
  register: 'The passkey could not be registered.',
  claim: "Today's free Spark could not be taken.",
  open: 'The Spark could not be handed to this device.',
}
const PLACES: readonly Working[] = ['look', 'register', 'claim', 'open']

/** One line about an account on its way to its first render; writing goes on meanwhile. */
export function SetUpLine() {
  const { state, run } = useSetUp()
  const services = useServices()
  const { owner } = useOwner()
  const again = useMutation({
    mutationFn: async () => {
      const { signInAgain } = await import('./login.ts')
      if (owner?.kind === 'passkey') await signInAgain(services, owner)
    },
  })
  if (state.at === 'failed') {
    const { happened, cost, todo, code } = describeError(state.error)
    return (
      <div role="alert" className="mb-2 text-13" data-set-up="failed">
        <p>
          <span className="text-bad">{FAILED[state.step]}</span>{' '}
          <span className="text-soft">
            {happened} {cost} {todo}
          </span>{' '}
          <code className="font-mono text-12 text-soft">{code}</code>
        </p>
        {code === 'unauthorised' || code === 'login-account' ? (
          <Button
            size="small"
            className="mt-1"
            disabled={again.isPending}
            onClick={() => again.mutate(undefined, { onSuccess: run })}
          >
            {again.isPending ? 'Follow your device' : 'Sign in again'}
          </Button>
        ) : (
          <Button size="small" className="mt-1" onClick={run}>
            Go on from here
          </Button>
        )}
      </div>
    )
  }
  // A look that finds everything done is not worth a word.
  if (state.at !== 'working' || state.step === 'look') return null
  const place = PLACES.indexOf(state.step)
  return (
    <div className="mb-2 text-13" data-set-up={state.step}>
      <p role="status" className="mb-1">
        {DOES[state.step]} <span className="text-soft">{place} of 3. Go on writing.</span>
      </p>
      <Hairline value={(place - 0.5) / 3} label="Making your account" />
    </div>
  )
}
