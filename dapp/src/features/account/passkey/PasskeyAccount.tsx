import { Section } from '../../../ui/Screen.tsx'
import type { Owner } from '../../../wallet/owner.ts'
import { AllowDevice } from '../../../wallet/passkey/AllowDevice.tsx'
import { useSetUp } from '../../../wallet/passkey/SetUpProvider.tsx'
import { AddDevice } from './AddDevice.tsx'
import { BringSogni } from './BringSogni.tsx'
import { DeviceList } from './DeviceList.tsx'
import { ExportToWallet } from './ExportToWallet.tsx'
import { Guardians } from './Guardians.tsx'
import { Logins } from './Logins.tsx'
import { Receive } from './Receive.tsx'
import { SendSogni } from './SendSogni.tsx'
import { SponsoredToday } from './SponsoredToday.tsx'

/** What only an account by passkey has: its address, its devices, and the ways back into it and out of it. */
export function PasskeyAccount({ owner }: { owner: Extract<Owner, { kind: 'passkey' }> }) {
  const { row } = owner
  const { state } = useSetUp()
  return (
    <div className="mt-12 grid items-start gap-x-12 gap-y-10 lg:grid-cols-2" data-passkey-account>
      {state.at === 'stranger' && (
        <Section title="Free Spark on this device">
          <AllowDevice row={row} />
        </Section>
      )}
      <Section
        title="Devices"
        note="Each of them may do everything with this account. Losing one loses nothing."
      >
        <DeviceList row={row} />
        <AddDevice row={row} />
      </Section>
      <Section
        title="Where you are signed in"
        note="When a login ends, its browser asks the device again. To keep a device out, revoke it."
      >
        <Logins account={row.account} />
      </Section>
      <Section title="Guardians" note="For the day on which every device is lost.">
        <Guardians row={row} />
      </Section>
      <Section title="Receive" note="The address of this account.">
        <Receive address={row.account} />
        <BringSogni owner={owner} />
      </Section>
      <Section title="Send SOGNI">
        <SendSogni account={row.account} />
      </Section>
      <Section title="Network fees" note="You need no ether: the network pays, up to a limit for each day.">
        <SponsoredToday account={row.account} />
      </Section>
      <Section title="Export to a wallet">
        <ExportToWallet row={row} />
      </Section>
    </div>
  )
}
