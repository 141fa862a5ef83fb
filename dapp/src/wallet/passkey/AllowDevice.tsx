import { announce } from '../../lib/device/changes.ts'
import { useDevice } from '../../lib/device/device.ts'
import { useServices } from '../../lib/services.ts'
import { TxButton } from '../../ui/TxButton.tsx'
import { useTx } from '../useTx.ts'
import type { AccountRow } from './accountRow.ts'
import { useSetUp } from './SetUpProvider.tsx'

/** An account on a device that it does not know as a spender yet: allowed once, it takes the free Spark by itself. */
export function AllowDevice({ row }: { row: AccountRow }) {
  const services = useServices()
  const db = useDevice()
  const { run } = useSetUp()
  const tx = useTx({
    done: 'This device takes the free Spark by itself from now on.',
    prepare: async () => {
      const { allowDevice } = await import('./allowDevice.ts')
      return { action: await allowDevice(services, db, row) }
    },
    onIndexed: () => {
      announce('keys')
      run()
    },
  })
  return (
    <div className="paper p-5" data-allow>
      <p>This device cannot spend the account's free Spark yet.</p>
      <p className="mt-1 mb-4 text-13 text-soft">
        Allowed once, a key of this browser takes it every day without asking. It can do nothing else, and you
        can take the right back at any time.
      </p>
      <TxButton state={tx.state} verb="Use free Spark on this device" onPress={() => void tx.press()} />
    </div>
  )
}
