import type { ModelView } from '@supernet/sdk/schema'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import { passkeysWork } from '../../wallet/passkey/available.ts'
import { ContinueWithPasskey } from '../../wallet/passkey/ContinueWithPasskey.tsx'
import { splitDraws } from './splitDraws.ts'

interface FirstWallProps {
  model: ModelView
  onExample: (prompt: string) => void
  /** "0.4 Spark": said before anything is pressed. */
  price: string | undefined
}

const SHOWN = 12

/** The empty wall: what the model draws, and twelve frames that fill when they are pressed. */
export function FirstWall({ model, onExample, price }: FirstWallProps) {
  const { manifest } = model
  const { owner } = useOwner()
  if (manifest === undefined) return null
  const { title, details } = splitDraws(manifest.draws)
  return (
    <div className="animate-fade">
      <h1 className="max-w-3xl text-34 md:text-48">{title}</h1>
      <p className="mt-3 max-w-3xl text-soft">
        {details} {manifest.limits} Write a prompt below, or press a frame to have it drawn
        {price === undefined ? '' : ` for ${price}`}.
      </p>
      {owner === undefined && passkeysWork() && (
        <div className="mt-5">
          <ContinueWithPasskey tone="paper" />
        </div>
      )}
      <ul className="mt-8 grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-4 xl:grid-cols-6">
        {manifest.examples.slice(0, SHOWN).map((example) => (
          <li key={example}>
            <button
              type="button"
              onClick={() => onExample(example)}
              className="group paper flex aspect-square w-full flex-col justify-between p-3 text-left transition-opacity hover:border-ink"
            >
              <span className="text-12 text-soft opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100">
                Render
              </span>
              <span className="font-display text-18 italic leading-tight sm:text-24">{example}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
