import type { LoginChallenge } from '@supernet/sdk/schema'
import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { useDevice } from '../../lib/device/device.ts'
import { useServices } from '../../lib/services.ts'
import { Button } from '../../ui/Button.tsx'
import { SigningError } from '../../ui/SigningError.tsx'
import { useOwner } from '../OwnerProvider.tsx'

/** Challenges count for five minutes. */
const FRESH_SECONDS = 60

/**
 * Makes an account, or finds the one that a passkey has. What the prompt needs is fetched when the pointer comes near, so
 * that the prompt follows the press at once.
 */
export function ContinueWithPasskey({ tone = 'primary' }: { tone?: 'primary' | 'paper' }) {
  const services = useServices()
  const db = useDevice()
  const { takeAccount } = useOwner()
  const waiting = useRef<Promise<LoginChallenge>>(undefined)

  const prepare = () => {
    void import('./begin.ts')
    void services.chain()
    waiting.current ??= services.relayer.postChallenge({ body: {} })
    waiting.current.catch(() => {
      waiting.current = undefined
    })
    return waiting.current
  }
  /** Each challenge is used once, and not when it is about to end. */
  const takeChallenge = async () => {
    const challenge = await prepare()
    waiting.current = undefined
    return challenge.expiresAt - FRESH_SECONDS > Date.now() / 1_000 ? challenge : prepare()
  }
  const begin = useMutation({
    mutationFn: async () => {
      const challenge = await takeChallenge()
      waiting.current = undefined
      const { beginAccount } = await import('./begin.ts')
      await takeAccount(await beginAccount(services, db, challenge))
    },
  })
  const find = useMutation({
    mutationFn: async () => {
      const { signInAnew } = await import('./login.ts')
      await takeAccount(await signInAnew(services, db))
    },
  })
  const busy = begin.isPending || find.isPending
  const error = begin.error ?? find.error
  return (
    <div className="flex flex-col items-start gap-2">
      <Button
        tone={tone}
        disabled={busy}
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={() => {
          find.reset()
          begin.mutate()
        }}
      >
        {begin.isPending ? 'Follow your device' : 'Continue with a passkey'}
      </Button>
      <p className="text-13 text-soft">
        Your fingerprint, face or PIN is all it takes. Today's Spark is free, and so are network fees.{' '}
        <Button
          tone="quiet"
          size="small"
          className="min-h-0!"
          disabled={busy}
          onClick={() => {
            begin.reset()
            find.mutate()
          }}
        >
          {find.isPending ? 'Follow your device' : 'I have an account'}
        </Button>
      </p>
      <SigningError
        error={error}
        declined="No passkey was given. Nothing was made and nothing was charged."
      />
    </div>
  )
}
