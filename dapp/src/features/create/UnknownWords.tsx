import type { ModelView } from '@supernet/sdk/schema'
import { useMemo } from 'react'
import { listWords, unknownWords } from '../../lib/words.ts'

/** Says before the money is spent that a word means nothing to the model. */
export function UnknownWords({ prompt, model }: { prompt: string; model: ModelView }) {
  const vocabulary = useMemo(() => new Set(model.vocabulary ?? []), [model.vocabulary])
  const words = unknownWords(prompt, vocabulary)
  return (
    <p aria-live="polite" className="text-13 text-warn empty:hidden" data-unknown-words>
      {words.length > 0 && (
        <>
          <span aria-hidden="true" className="mr-1 font-mono">
            !
          </span>
          {`${model.manifest?.name ?? 'The model'} does not know ${listWords(words.map((word) => `“${word}”`))}; it will draw without ${words.length === 1 ? 'it' : 'them'}.`}
        </>
      )}
    </p>
  )
}
