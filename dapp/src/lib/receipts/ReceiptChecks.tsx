import type { JobRecord } from '@supernet/sdk/client'
import { useMutation } from '@tanstack/react-query'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { State } from '../../ui/State.tsx'
import { useDevice } from '../device/device.ts'
import { useServices } from '../services.ts'

interface ReceiptChecksProps {
  record: JobRecord
  share: JobRecord['shares'][number]
}

/** Checks a receipt again on click, question by question, from what this device keeps. */
export function ReceiptChecks({ record, share }: ReceiptChecksProps) {
  const db = useDevice()
  const { network } = useServices()
  const check = useMutation({
    mutationFn: async () => {
      const { checkReceipt } = await import('./checkReceipt.ts')
      return checkReceipt({ record, share, network, png: (image) => db.get('images', [record.jobId, image]) })
    },
  })
  if (check.error !== null) return <ErrorNote error={check.error} onRetry={() => check.mutate()} />
  if (check.data === undefined) {
    return (
      <Button tone="quiet" size="small" disabled={check.isPending} onClick={() => check.mutate()}>
        {check.isPending ? 'Checking' : 'Check the receipt'}
      </Button>
    )
  }
  return (
    <ul aria-label="Checks of the receipt" className="w-full animate-fade text-13" data-checks>
      {check.data.map(({ question, passed }) => (
        <li key={question} className="flex gap-2">
          <State tone={passed ? 'good' : 'bad'}>{passed ? 'yes' : 'no'}</State>
          <span>{question}</span>
        </li>
      ))}
    </ul>
  )
}
