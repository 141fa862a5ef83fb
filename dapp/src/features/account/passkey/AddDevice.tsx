import { useMutation } from '@tanstack/react-query'
import { useServices } from '../../../lib/services.ts'
import { Button } from '../../../ui/Button.tsx'
import { Code } from '../../../ui/Code.tsx'
import { CodeForm } from '../../../ui/CodeForm.tsx'
import { copyText } from '../../../ui/copyText.ts'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { TxButton } from '../../../ui/TxButton.tsx'
import type { AccountRow } from '../../../wallet/passkey/accountRow.ts'
import { useCalls } from './useCalls.ts'

/** The side of a device that is in: it hands out the link, takes the code of the new one, and lets it in. */
export function AddDevice({ row }: { row: AccountRow }) {
  const services = useServices()
  const claim = useMutation({
    mutationFn: (code: string) => services.relayer.postLinkClaim({ params: { code }, body: {} }),
  })
  const signer = claim.data?.signer
  const name = signer?.name ?? 'the device'
  const tx = useCalls({
    done: 'The device signs for this account now.',
    onIndexed: () => claim.reset(),
    prepare: async () => {
      if (signer === undefined) throw new Error('Pressed before the device was known')
      const { addingDevice } = await import('../../../wallet/passkey/manage.ts')
      const chain = await services.chain()
      return addingDevice(chain, services.network.contracts, row.account, signer.signer)
    },
  })
  const address = `${window.location.origin}/account?join`
  return (
    <div className="mt-5 flex flex-col gap-3" data-add-device>
      <p className="text-13 text-soft">
        To add one, open this page there and choose <em>Add this device to my account</em>. It shows a code.{' '}
        <Button
          tone="quiet"
          size="small"
          className="min-h-0!"
          title={address}
          onClick={() => void copyText(address, 'Link')}
        >
          Copy the link
        </Button>
      </p>
      {signer === undefined ? (
        <CodeForm
          label="Code from the other device"
          verb="Look the device up"
          busy={claim.isPending}
          onCode={claim.mutate}
        />
      ) : (
        <div className="paper p-4">
          <p>
            <strong className="font-medium">{name}</strong> asks to sign for this account. The other device
            shows the key <Code value={signer.device} label="Key" /> too.
          </p>
          <p className="mt-1 mb-3 text-13 text-soft">
            It will be able to do everything that you can. Add it only if it is in your hands.
          </p>
          <TxButton tone="paper" state={tx.state} verb={`Let ${name} in`} onPress={() => void tx.press()} />
        </div>
      )}
      {claim.error !== null && <ErrorNote error={claim.error} title="The device could not be found." />}
    </div>
  )
}
