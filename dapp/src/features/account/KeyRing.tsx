import { useQueries, useQuery } from '@tanstack/react-query'
import { useDevice } from '../../lib/device/device.ts'
import { useServices } from '../../lib/services.ts'
import { formatDate } from '../../lib/time.ts'
import { renderKeysOptions } from '../../queries/device.ts'
import { sessionOptions } from '../../queries/sessions.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Code } from '../../ui/Code.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { State } from '../../ui/State.tsx'

/** Render keys of this device, each with the budget it may spend from. */
export function KeyRing() {
  const services = useServices()
  const keys = useQuery(renderKeysOptions(useDevice(), services)).data ?? []
  const sessions = useQueries({ queries: keys.map(({ address }) => sessionOptions(services, address)) })
  if (keys.length === 0) return <p className="text-soft">None yet. The first budget makes one.</p>
  return (
    <ul className="max-w-2xl">
      {keys.map((key, index) => {
        const session = sessions[index]?.data?.session
        return (
          <li
            key={key.address}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b py-2"
          >
            <Mark id={key.address} />
            <Code value={key.address} label="Render key" />
            <span className="text-13 text-soft">
              Render key, made {formatDate(Math.floor(key.createdAt / 1_000))}
            </span>
            <span className="ml-auto inline-flex gap-4">
              {session === undefined ? (
                <State tone="plain">no budget</State>
              ) : session.open || session.closing ? (
                <State tone={session.closing ? 'warn' : 'good'}>{session.closing ? 'closing' : 'open'}</State>
              ) : (
                <State tone="plain">closed</State>
              )}
              {session && (
                <Amount value={session.balance} unit={session.currency === 'sogni' ? 'sogni' : 'spark'} />
              )}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
