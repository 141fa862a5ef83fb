import { redeliverUntil } from '@supernet/sdk/protocol'
import { useNavigate } from 'react-router'
import { recallDraft, saveDraft } from '../../lib/draft.ts'
import type { KeptPicture } from '../../lib/pictures.ts'
import type { Engine } from '../../lib/studio/engine.ts'
import { useEngine } from '../../lib/studio/StudioProvider.tsx'
import { formatDate } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { Slip } from '../../ui/Slip.tsx'
import { State } from '../../ui/State.tsx'
import { ReceiptNote } from './ReceiptNote.tsx'
import { type Redelivery, useRedelivery } from './useRedelivery.ts'

/** The label of a picture that this device lost: its worker has it sealed for a while, and sends it again. */
export function LostPicture({ picture }: { picture: KeptPicture }) {
  return <LostSlip picture={picture} engine={useEngine()} />
}

interface LostSlipProps {
  picture: KeptPicture
  engine: Pick<Engine, 'redeliver'> | undefined
}

export function LostSlip({ picture, engine }: LostSlipProps) {
  const { record, share, seed } = picture
  const { state, ask } = useRedelivery(picture, engine)
  const navigate = useNavigate()
  const redeemBy = record.tickets.find(({ digest }) => digest === share?.ticket)?.signed.ticket.redeemBy ?? 0
  const until = redeliverUntil(redeemBy)
  const isKept = until * 1_000 > Date.now()
  const reproduce = () => {
    saveDraft(localStorage, recallDraft(record, { seed, count: 1 }))
    navigate('/')
  }
  return (
    <Screen title="This picture is not on this device any longer.">
      <Slip className="max-w-xl p-6 pt-8">
        <h2 className="text-24 italic">{record.body.prompt}</h2>
        <p className="mt-3 text-soft">
          {isKept
            ? `Its receipt is. The worker keeps the sealed picture until ${formatDate(until)}, and only this browser can open it.`
            : 'Its receipt is. The worker kept the sealed picture for a week, and that is over. The same settings and seed draw the same picture.'}
        </p>
        <ReceiptNote picture={picture} />
        <div className="mt-6" aria-live="polite">
          {isKept && <Asking state={state} ask={ask} isReady={engine !== undefined} />}
        </div>
        <Button
          className="mt-4"
          title="The same settings and seed: the same picture"
          tone={isKept ? 'quiet' : 'primary'}
          onClick={reproduce}
        >
          Reproduce
        </Button>
      </Slip>
    </Screen>
  )
}

interface AskingProps {
  state: Redelivery
  ask: () => void
  isReady: boolean
}

function Asking({ state, ask, isReady }: AskingProps) {
  if (state.phase === 'failed')
    return (
      <ErrorNote
        error={state.error}
        title="The picture did not come."
        onRetry={ask}
        retryLabel="Ask once more"
      />
    )
  if (state.phase === 'idle')
    return (
      <Button tone="primary" disabled={!isReady} onClick={ask}>
        Ask the worker for it again
      </Button>
    )
  return (
    <>
      <State tone="busy">{state.until === undefined ? 'Asking the worker' : 'Asked'}</State>
      {state.until !== undefined && (
        <p className="mt-1 text-13 text-soft">
          The worker has until {formatDate(state.until)}. You may leave: the question stands, and this page
          takes it up again.
        </p>
      )}
    </>
  )
}
