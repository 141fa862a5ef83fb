import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'

/** Forgets the link that guardians may have already: asked once more. */
export function Restart({ onRestart }: { onRestart: () => void }) {
  const [asked, setAsked] = useState(false)
  if (!asked)
    return (
      <p className="mt-4">
        <Button tone="quiet" size="small" onClick={() => setAsked(true)}>
          Start again with another passkey
        </Button>
      </p>
    )
  return (
    <div className="mt-4 max-w-xl" role="status">
      <p className="text-13 text-soft">
        This page forgets the link. Guardians need the new one, and sign anew.
      </p>
      <div className="mt-2 flex flex-wrap gap-4">
        <Button size="small" onClick={onRestart}>
          Forget it
        </Button>
        <Button tone="quiet" size="small" onClick={() => setAsked(false)}>
          Keep it
        </Button>
      </div>
    </div>
  )
}
