import { BaseError } from '@supernet/sdk/errors'
import type { LinkView } from '@supernet/sdk/schema'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { isAddressEqual } from 'viem'
import { useDevice } from '../../../lib/device/device.ts'
import { useServices } from '../../../lib/services.ts'
import type { DeviceHere } from '../../../queries/devices.ts'
import { Button } from '../../../ui/Button.tsx'
import { Code } from '../../../ui/Code.tsx'
import { SigningError } from '../../../ui/SigningError.tsx'
import { TxButton } from '../../../ui/TxButton.tsx'
import { useOwner } from '../../../wallet/OwnerProvider.tsx'
import type { AccountRow } from '../../../wallet/passkey/accountRow.ts'
import { passkeysWork } from '../../../wallet/passkey/available.ts'
import { deviceNameOf } from './DeviceName.tsx'
import { useCalls } from './useCalls.ts'

const KEPT = ['owner-link'] as const

interface ReplaceOwnerProps {
  row: AccountRow
  /** The passkey that owns the account now. */
  owner: DeviceHere
}

/**
 * From a browser that a wallet signed in: a new passkey is made here, the wallet signs it into the place of the account's own,
 * and the browser goes on with it. What was made is kept over a reload.
 */
export function ReplaceOwner({ row, owner }: ReplaceOwnerProps) {
  const services = useServices()
  const db = useDevice()
  const queries = useQueryClient()
  const { owner: person, takeAccount } = useOwner()
  const kept = useQuery({
    queryKey: KEPT,
    queryFn: async () => {
      const { readLink } = await import('../../../wallet/passkey/links.ts')
      return (await readLink(services, db)) ?? null
    },
  })
  const make = useMutation({
    mutationFn: async () => {
      if (person?.kind !== 'passkey') throw new BaseError('unauthorised')
      const [{ isSignedIn, signInAgain }, { openOwnLink }] = await Promise.all([
        import('../../../wallet/passkey/login.ts'),
        import('../../../wallet/passkey/links.ts'),
      ])
      if (!(await isSignedIn(services, row.account))) await signInAgain(services, person)
      return openOwnLink(services, db)
    },
    onSuccess: (link) => queries.setQueryData(KEPT, link),
  })
  const use = useMutation({
    mutationFn: async (link: LinkView) => {
      const { finishLink } = await import('../../../wallet/passkey/links.ts')
      await takeAccount(await finishLink(services, db, link))
    },
  })
  if (!passkeysWork()) return <span className="text-13 text-soft">another passkey can replace it</span>
  const link = kept.data ?? undefined
  const isOurs = link?.account !== undefined && isAddressEqual(link.account, row.account)
  const failed = make.error ?? use.error
  return (
    <span className="flex flex-col items-start gap-2" data-replace>
      {link === undefined || !isOurs ? (
        <Button size="small" disabled={make.isPending} onClick={() => make.mutate()}>
          {make.isPending ? 'Follow your device' : 'Make a new owner passkey here'}
        </Button>
      ) : link.signer.device === owner.device ? (
        <Button size="small" tone="primary" disabled={use.isPending} onClick={() => use.mutate(link)}>
          {use.isPending ? 'Follow your device' : 'Use the new passkey on this browser'}
        </Button>
      ) : (
        <PutInPlace row={row} owner={owner} link={link} onDone={() => use.mutate(link)} />
      )}
      <SigningError error={failed} />
    </span>
  )
}

interface PutInPlaceProps extends ReplaceOwnerProps {
  link: LinkView
  onDone: () => void
}

/** The render key that the account was born with goes along with the passkey that it was born by. */
function PutInPlace({ row, owner, link, onDone }: PutInPlaceProps) {
  const services = useServices()
  const name = deviceNameOf(owner)
  const tx = useCalls({
    done: 'The new passkey owns the account.',
    onIndexed: onDone,
    prepare: async () => {
      const { revokingBirth, rotatingTo } = await import('../../../wallet/passkey/manage.ts')
      const chain = await services.chain()
      return [
        rotatingTo(row.account, link.signer.signer),
        ...(await revokingBirth(chain, services.network.contracts, row)),
      ]
    },
  })
  return (
    <>
      <span className="text-13 text-soft">
        The new passkey <Code value={link.signer.device} label="Key" /> is ready. {name} will sign no more.
      </span>
      <TxButton
        tone="paper"
        state={tx.state}
        verb={`Put it in the place of ${name}`}
        onPress={() => void tx.press()}
      />
    </>
  )
}
