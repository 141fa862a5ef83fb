import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { useDevice } from '../../lib/device/device.ts'
import { useServices } from '../../lib/services.ts'
import { recoveryKeys } from '../../queries/recovery.ts'
import { Button } from '../../ui/Button.tsx'
import { SigningError } from '../../ui/SigningError.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import type { KeptRecovery } from '../../wallet/passkey/recovery.ts'

/** The passkey of this device owns the account: one prompt signs in to it. */
export function FinishRecovery({ kept }: { kept: KeptRecovery }) {
  const services = useServices()
  const db = useDevice()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { takeAccount } = useOwner()
  const finish = useMutation({
    mutationFn: async () => {
      const { finishRecovery } = await import('../../wallet/passkey/recovery.ts')
      await takeAccount(await finishRecovery(services, db, kept))
      queries.removeQueries({ queryKey: recoveryKeys.kept })
      navigate('/account')
    },
  })
  return (
    <div className="paper flex max-w-xl flex-col gap-4 p-5">
      <p>
        The passkey of this device signs for the account now. Sign in, then revoke under Devices what you
        lost, so that nobody who finds it gets in.
      </p>
      <div>
        <Button tone="primary" disabled={finish.isPending} onClick={() => finish.mutate()}>
          {finish.isPending ? 'Follow your device' : 'Sign in on this device'}
        </Button>
      </div>
      <SigningError error={finish.error} onRetry={() => finish.mutate()} />
    </div>
  )
}
