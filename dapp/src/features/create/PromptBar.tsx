import type { ModelView, Quote } from '@supernet/sdk/schema'
import { SlidersHorizontal } from 'lucide-react'
import { lazy, type Ref, Suspense, useState } from 'react'
import type { BoundDraft, Draft } from '../../lib/draft.ts'
import type { ErrorText } from '../../lib/errorText.ts'
import { Button } from '../../ui/Button.tsx'
import { SetUpLine } from '../../wallet/passkey/SetUpLine.tsx'
import { PriceTag } from './PriceTag.tsx'
import type { RenderVerb } from './renderVerb.ts'
import { ShortNote } from './ShortNote.tsx'
import { UnknownWords } from './UnknownWords.tsx'

const SettingsDrawer = lazy(() => import('./SettingsDrawer.tsx').then((m) => ({ default: m.SettingsDrawer })))

interface PromptBarProps {
  models: readonly ModelView[]
  model: ModelView
  draft: BoundDraft
  quote: Quote | undefined
  /** False while the quote is that of the order before. */
  fresh: boolean
  currency: 'spark' | 'sogni' | 'promo'
  verb: RenderVerb
  /** Why nothing can be rendered now. */
  trouble: ErrorText | undefined
  /** The budget holds less than it costs. */
  short: boolean
  promptRef: Ref<HTMLTextAreaElement>
  onChange: (change: Partial<Draft>) => void
  onRender: () => void
}

/** Stays at the bottom: one line that grows, settings above it, price and time on the button's left. */
export function PromptBar(props: PromptBarProps) {
  const {
    models,
    model,
    draft,
    quote,
    fresh,
    currency,
    verb,
    trouble,
    short,
    promptRef,
    onChange,
    onRender,
  } = props
  const [open, setOpen] = useState(false)
  return (
    <section
      aria-label="Prompt"
      className="sticky bottom-[calc(2.85rem+env(safe-area-inset-bottom))] z-20 mx-auto w-full max-w-4xl md:bottom-6"
    >
      <div className="paper">
        {open && (
          <Suspense>
            <SettingsDrawer models={models} model={model} draft={draft} onChange={onChange} />
          </Suspense>
        )}
        <div className="p-3 md:p-4">
          <UnknownWords prompt={draft.prompt} model={model} />
          <p role="status" className="text-13 empty:hidden">
            {trouble && (
              <>
                <span className="text-bad">{trouble.happened}</span>{' '}
                <span className="text-soft">{trouble.todo}</span>{' '}
                <code className="font-mono text-12 text-soft">{trouble.code}</code>
              </>
            )}
          </p>
          {short && <ShortNote />}
          <SetUpLine />
          <textarea
            ref={promptRef}
            aria-label="Prompt"
            placeholder="What should it draw"
            rows={1}
            value={draft.prompt}
            onChange={(event) => onChange({ prompt: event.target.value })}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.metaKey) return
              if (event.nativeEvent.isComposing) return
              event.preventDefault()
              onRender()
            }}
            className="field-sizing-content max-h-40 min-h-11 w-full resize-none bg-transparent py-1.5 font-display text-24 italic leading-tight placeholder:text-soft focus-visible:outline-none"
          />
          <div className="mt-1 flex flex-wrap items-center gap-x-5 gap-y-2">
            <button
              type="button"
              aria-expanded={open}
              onClick={() => setOpen(!open)}
              className="inline-flex min-h-10 items-center gap-2 text-13 text-soft hover:text-ink"
            >
              <SlidersHorizontal size={16} aria-hidden="true" />
              Settings
            </button>
            <div className="ml-auto">
              <PriceTag quote={quote} fresh={fresh} currency={currency} />
            </div>
            <Button
              tone="primary"
              disabled={verb.disabled}
              onClick={onRender}
              className="max-sm:w-full"
              data-render
            >
              {verb.label}
            </Button>
          </div>
        </div>
      </div>
    </section>
  )
}
