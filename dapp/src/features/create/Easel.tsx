import type { JobRecord } from '@supernet/sdk/client'
import type { ModelView, Quote } from '@supernet/sdk/schema'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { formatAmount } from '../../lib/amounts.ts'
import { useDevice } from '../../lib/device/device.ts'
import { bindDraft, bodyOf, type Draft, loadDraft, orderOf, recallDraft, saveDraft } from '../../lib/draft.ts'
import { describeCode, describeError, type ErrorText } from '../../lib/errorText.ts'
import { randomSeed } from '../../lib/seed.ts'
import { deploymentOf, useServices } from '../../lib/services.ts'
import { useShortcuts } from '../../lib/shortcuts.ts'
import { payerOf } from '../../lib/studio/budgets.ts'
import { useEngine, usePending } from '../../lib/studio/StudioProvider.tsx'
import { isMoving, tilesOf } from '../../lib/studio/tiles.ts'
import { useWalk } from '../../lib/useWalk.ts'
import { jobsOptions } from '../../queries/device.ts'
import { isPricedFor, quoteOptions } from '../../queries/quote.ts'
import { useBudgets } from '../../queries/useBudgets.ts'
import { useSetUp } from '../../wallet/passkey/SetUpProvider.tsx'
import { FirstWall } from './FirstWall.tsx'
import { PromptBar } from './PromptBar.tsx'
import { renderVerb } from './renderVerb.ts'
import { Wall } from './Wall.tsx'

const BudgetDialog = lazy(() => import('./BudgetDialog.tsx').then((m) => ({ default: m.BudgetDialog })))

interface EaselProps {
  models: readonly ModelView[]
  first: ModelView
}

/** Wall and prompt bar with a model to draw with. */
export function Easel({ models, first }: EaselProps) {
  const budgets = useBudgets()
  const services = useServices()
  const engine = useEngine()
  const setUp = useSetUp().state
  const pending = usePending()
  const db = useDevice()
  const [draft, setDraft] = useState<Draft>(() => loadDraft(localStorage))
  const [asked, setAsked] = useState<Draft>()
  const promptRef = useRef<HTMLTextAreaElement>(null)
  const rows = useQuery(jobsOptions(db)).data ?? []
  const records = rows
    .filter((row) => row.deployment === deploymentOf(services.network))
    .map(({ record }) => record)

  const model = models.find(({ id }) => id === draft.model) ?? first
  const bound = bindDraft(draft, model)
  // A quote names its price in every currency, whichever the order is paid in.
  const asker = budgets.at === 'ready' ? budgets.budgets[0]?.session.key : undefined
  const order = bound && orderOf(bound, 'spark')
  const { data: priced, error: unpriced } = useQuery(quoteOptions(services, order, asker))
  // The answer to the order before is still shown; nothing is started at its price.
  const quote = priced !== undefined && isPricedFor(order, priced) ? priced.quote : undefined
  const payer = budgets.at === 'ready' ? payerOf(budgets.budgets, quote, draft.count) : undefined
  const budget = payer?.at === 'ready' ? payer.budget : undefined
  const currency = budget?.session.currency ?? 'spark'
  const unit = budget?.unit ?? 'spark'
  const price = quote && (unit === 'sogni' ? quote.price.totalSogni : quote.price.totalSpark)
  const free = budget?.free
  const isShort = free !== undefined && price !== undefined && free < price
  const canSign = budget !== undefined && engine?.keys.has(budget.session.key) === true

  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    saveDraft(localStorage, next)
  }
  const reuse = useCallback((record: JobRecord) => {
    const next = recallDraft(record, {})
    setDraft(next)
    saveDraft(localStorage, next)
    promptRef.current?.focus()
  }, [])
  const start = (wanted: Draft) => {
    const ready = bindDraft(wanted, model)
    if (ready === undefined || engine === undefined) return
    // The chain has the last word on the price, and may not ask more than the button said.
    void engine.studio.start({ order: orderOf(ready, currency), body: bodyOf(ready), maxTotal: price })
    // The label of a picture names its model, also when the network is gone.
    void db.put('names', model.manifest?.name ?? '', [deploymentOf(services.network), model.id])
    change({ ...wanted, seed: wanted.seedLocked ? wanted.seed : randomSeed() })
  }
  const render = (wanted: Draft = draft) => {
    if (wanted.prompt.trim() === '' || quote?.possible === false) return
    if (isShort) return
    if (canSign && quote !== undefined) start(wanted)
    else setAsked(wanted)
  }
  // What was asked for before there was a price or a budget starts by itself once all is ready.
  useEffect(() => {
    if (asked === undefined || !canSign || quote?.possible !== true) return
    if (!isShort) start(asked)
    setAsked(undefined)
  })
  const running = records.find((record) => !record.cancelled && tilesOf(record).some(isMoving))
  useWalk()
  useShortcuts({
    render: () => render(),
    prompt: () => promptRef.current?.focus(),
    cancel: () => (running === undefined ? false : engine?.studio.cancel(running.jobId)),
  })

  if (bound === undefined) return null
  // An account that is being made, or whose attempt failed, says so above the prompt.
  const isSettingUp = setUp.at === 'working' || setUp.at === 'failed'
  const empty = records.length === 0 && pending.length === 0
  return (
    <main
      id="main"
      tabIndex={-1}
      className="flex min-h-[calc(100dvh-3.5rem)] flex-col px-4 outline-none sm:px-8 md:min-h-dvh"
    >
      <div className="flex-1 py-8 pb-40">
        {empty ? (
          <FirstWall
            model={model}
            price={price === undefined ? undefined : formatAmount(price, unit)}
            onExample={(prompt) => {
              change({ prompt })
              render({ ...draft, prompt })
            }}
          />
        ) : (
          <Wall records={records} onReuse={reuse} />
        )}
      </div>
      <PromptBar
        models={models}
        model={model}
        draft={bound}
        quote={priced?.quote}
        fresh={quote !== undefined}
        currency={currency}
        verb={renderVerb({
          draft: bound,
          quote,
          unit,
          free,
          waiting: asked !== undefined,
          failed: unpriced !== null,
        })}
        trouble={troubleOf(quote, unpriced)}
        short={isShort}
        promptRef={promptRef}
        onChange={change}
        onRender={() => render()}
      />
      {asked !== undefined && (
        <Suspense>
          <BudgetDialog
            reason={payer === undefined || payer.at === 'ready' || isSettingUp ? undefined : payer.at}
            onClose={() => setAsked(undefined)}
          />
        </Suspense>
      )}
    </main>
  )
}

/** Why there is no price, or nobody to draw for it. */
function troubleOf(quote: Quote | undefined, error: Error | null): ErrorText | undefined {
  if (quote === undefined) return error === null ? undefined : describeError(error)
  if (quote.possible) return undefined
  return describeCode(quote.reason?.code ?? 'no-workers', quote.reason?.message)
}
