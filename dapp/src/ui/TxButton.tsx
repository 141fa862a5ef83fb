import { isBusy, type TxState, txLabel } from '../lib/txMachine.ts'
import { Button } from './Button.tsx'
import { ErrorNote } from './ErrorNote.tsx'

interface TxButtonProps {
  state: TxState
  /** What happens at a press: "Open a budget of 200 Spark". */
  verb: string
  /** Why it cannot be pressed; it becomes the label. */
  blocked?: string
  tone?: 'primary' | 'paper'
  onPress: () => void
}

/** The one button of every transaction: its label and state come from the machine. */
export function TxButton({ state, verb, blocked, tone = 'primary', onPress }: TxButtonProps) {
  if (state.at === 'failed')
    return <ErrorNote error={state.error} onRetry={onPress} retryLabel={txLabel(state, verb)} />
  return (
    <Button
      tone={tone}
      disabled={blocked !== undefined || isBusy(state)}
      aria-busy={isBusy(state)}
      onClick={onPress}
      className="max-w-full whitespace-normal! py-1.5"
    >
      {blocked ?? txLabel(state, verb)}
    </Button>
  )
}
